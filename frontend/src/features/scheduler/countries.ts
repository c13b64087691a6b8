const names = new Intl.DisplayNames(undefined, { type: "region" });

/** A country's name in the person's own language; a part of one, as DE-BY, by its code. */
export const countryName = (code: string): string =>
  /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code;

/** Countries by their names, in the order of the person's own language. */
export function byName(codes: string[]): { code: string; name: string }[] {
  const order = new Intl.Collator();
  return codes
    .map((code) => ({ code, name: countryName(code) }))
    .sort((one, other) => order.compare(one.name, other.name));
}
