const browsers: [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];

// iPhones name a Mac in their text and Android phones name Linux, so the phones come first.
const systems: [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

const firstMatch = (agent: string, table: [RegExp, string][]) =>
  table.find(([pattern]) => pattern.test(agent))?.[1];

/** Browser and system out of a User-Agent; null where it names neither. */
export function readDevice(userAgent: string): { browser: string; system: string } | null {
  const browser = firstMatch(userAgent, browsers);
  const system = firstMatch(userAgent, systems);
  return browser && system ? { browser, system } : null;
}
