import i18next from "i18next";

type Plain<K> = K extends `${infer Base}_${"one" | "other"}` ? Base : K;

/** Dotted paths to the sentences of a namespace: "login.title". Plural forms share one name. */
export type Key<T> = {
  [K in keyof T & string]: T[K] extends string
    ? Plain<K>
    : T[K] extends readonly unknown[]
      ? never
      : `${K}.${Key<T[K]>}`;
}[keyof T & string];

/** Dotted paths to the lists of a namespace. */
export type ListKey<T> = {
  [K in keyof T & string]: T[K] extends string
    ? never
    : T[K] extends readonly unknown[]
      ? K
      : `${K}.${ListKey<T[K]>}`;
}[keyof T & string];

type At<T, P extends string> = P extends `${infer Head}.${infer Rest}`
  ? Head extends keyof T
    ? At<T[Head], Rest>
    : never
  : P extends keyof T
    ? T[P]
    : never;

export interface Words<T> {
  /** One sentence; `{{name}}` is filled from the values, `count` chooses the plural form. */
  (key: Key<T>, values?: Record<string, string | number>): string;
  /** A list of sentences or of small records. */
  list<P extends ListKey<T>>(key: P, values?: Record<string, string | number>): At<T, P>;
}

void i18next.init({
  lng: "en",
  fallbackLng: "en",
  resources: {},
  interpolation: { escapeValue: false },
  returnNull: false,
});

/**
 * Adds the English sentences of one subject and returns the hook that reads them.
 * Each subject is loaded with the pages that use it, so the first page does not carry every word.
 *
 * There is one language. A second one subscribes to i18next's `languageChanged` here: a calendar asks some thousand times
 * while it scrolls, and the usual binding subscribes each time.
 */
export function namespace<const T extends object>(name: string, english: T): () => Words<T> {
  i18next.addResourceBundle("en", name, english);
  const t = i18next.getFixedT("en", name);
  const say = (key: string, values?: Record<string, string | number>) => t(key, values ?? {});
  const list = (key: string, values?: Record<string, string | number>): unknown =>
    t(key, { ...values, returnObjects: true });
  const words = Object.assign(say, { list }) as Words<T>;
  return function useWords() {
    return words;
  };
}
