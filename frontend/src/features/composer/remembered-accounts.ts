import type { Connection } from "@/lib/api/contract";

const place = "vp.accounts";

/** The accounts of the last post, as far as they still exist; the only one, where there is one. */
export function rememberedAccounts(connections: Connection[]): string[] {
  const ids = connections.map(({ id }) => id);
  if (ids.length === 1) return ids;
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(place) ?? "[]");
    return Array.isArray(stored) ? ids.filter((id) => stored.includes(id)) : [];
  } catch {
    return [];
  }
}

export function rememberAccounts(ids: string[]): void {
  try {
    localStorage.setItem(place, JSON.stringify(ids));
  } catch {
    return;
  }
}
