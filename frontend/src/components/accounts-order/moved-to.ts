/** The list with one moved to another place. */
export function movedTo(list: string[], id: string, place: number): string[] {
  const rest = list.filter((one) => one !== id);
  const to = Math.max(0, Math.min(place, rest.length));
  return [...rest.slice(0, to), id, ...rest.slice(to)];
}
