/** What the tabs of one browser tell each other: they share one session. */
export type TabNews = "signed-in" | "signed-out";

const place = "vp.session";

/** Tells the other tabs; this one hears nothing of it. */
export function tellOtherTabs(news: TabNews): void {
  try {
    // The time makes it another value each time: what does not change is told to nobody.
    localStorage.setItem(place, `${news} ${Date.now()}`);
  } catch {
    // A forbidden storage costs the quick way only: the next request tells the other tab as well.
  }
}

/** Calls back when another tab tells something. Returns the way to stop. */
export function hearOtherTabs(listener: (news: TabNews) => void): () => void {
  const hear = ({ key, newValue }: StorageEvent) => {
    const news = key === place && newValue?.split(" ")[0];
    if (news === "signed-in" || news === "signed-out") listener(news);
  };
  window.addEventListener("storage", hear);
  return () => window.removeEventListener("storage", hear);
}
