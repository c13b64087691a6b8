import { useCallback, useEffect, useState } from "react";

/** What was typed into planned posts and not saved, by their ids. */
export type Unsaved = Readonly<Record<string, string>>;

const place = "vp.review.unsaved";

function read(): Unsaved {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? "{}") as Unsaved;
  } catch {
    return {};
  }
}

/** Keeps what is typed while other posts are looked at, and when the page is left and found again. */
export function useUnsaved() {
  const [texts, setTexts] = useState(read);
  useEffect(() => sessionStorage.setItem(place, JSON.stringify(texts)), [texts]);
  const type = useCallback((id: string, text: string) => setTexts((all) => ({ ...all, [id]: text })), []);
  const forget = useCallback(
    (id: string) =>
      setTexts((all) => Object.fromEntries(Object.entries(all).filter(([other]) => other !== id))),
    [],
  );
  return { texts, type, forget };
}
