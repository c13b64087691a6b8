import type { Connection, Plan, Platform } from "@/lib/api/contract";

/** A platform as people know it, with the ways in which it can be connected. It is what a plan counts. */
export interface Family {
  key: string;
  name: string;
  ways: Platform[];
}

/** The platforms by family, in their order. */
export function familiesOf(platforms: Platform[]): Family[] {
  const families = new Map<string, Family>();
  for (const platform of platforms) {
    const known = families.get(platform.family);
    if (known) known.ways.push(platform);
    else families.set(platform.family, { key: platform.family, name: platform.name, ways: [platform] });
  }
  return [...families.values()].map((family) => ({
    ...family,
    name: family.ways.find(({ key }) => key === family.key)?.name ?? family.name,
  }));
}

/** The families that have an account. A platform that is not known counts as its own. */
export function familiesUsed(connections: Connection[], platforms: Platform[]): Set<string> {
  const familyOf = new Map(platforms.map(({ key, family }) => [key, family]));
  return new Set(connections.map(({ platform }) => familyOf.get(platform) ?? platform));
}

/** Whether the plan has room for this family. A second account of one that is used takes no further place. */
export function hasRoom(plan: Plan | undefined, used: Set<string>, family: string): boolean {
  return !plan || plan.max_platforms < 0 || used.has(family) || used.size < plan.max_platforms;
}
