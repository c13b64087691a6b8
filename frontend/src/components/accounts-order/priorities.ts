const lowest = 10;

/** The accounts in the order of their priorities. */
export const inOrder = (priorities: Record<string, number>): string[] =>
  Object.keys(priorities).sort((one, other) => (priorities[one] ?? 0) - (priorities[other] ?? 0));

/** Priorities for accounts in their order, 1 first. */
export const prioritiesOf = (accounts: string[]): Record<string, number> =>
  Object.fromEntries(accounts.map((id, place) => [id, Math.min(place + 1, lowest)]));
