import type { BatchWish } from "@/lib/api/batches";

const place = "vp.batch-wish";

/** What was typed into the form and not sent yet, in this browser. */
export function keptWish(): Partial<BatchWish> {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? "{}") as Partial<BatchWish>;
  } catch {
    return {};
  }
}

export function keepWish(wish: BatchWish | null): void {
  try {
    if (wish) sessionStorage.setItem(place, JSON.stringify(wish));
    else sessionStorage.removeItem(place);
  } catch {
    // Without storage the form still works.
  }
}
