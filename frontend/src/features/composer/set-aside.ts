import type { Sheet, Tailored } from "./writing";

type Aside = Record<string, Tailored>;

const place = (id: string | null) => `vp.aside.${id ?? "new"}`;

/** What this browser keeps for accounts that were switched off, which the server does not take. */
export function setAside(id: string | null): Aside {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(place(id)) ?? "{}");
    return typeof value === "object" && value !== null ? (value as Aside) : {};
  } catch {
    return {};
  }
}

/** Keeps it. A full or forbidden storage only costs what was typed for accounts that are off. */
export function keepAside(id: string | null, { accounts, tailored }: Sheet): void {
  const aside = Object.entries(tailored).filter(([account]) => !accounts.includes(account));
  try {
    if (aside.length === 0) localStorage.removeItem(place(id));
    else localStorage.setItem(place(id), JSON.stringify(Object.fromEntries(aside)));
  } catch {
    return;
  }
}

/** The writing got its id. */
export function moveAside(id: string): void {
  try {
    const value = localStorage.getItem(place(null));
    if (value === null) return;
    localStorage.setItem(place(id), value);
    localStorage.removeItem(place(null));
  } catch {
    return;
  }
}
