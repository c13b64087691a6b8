import { addDays, addHours, nextMonday, set, startOfMinute } from "date-fns";
import { TZDate } from "@date-fns/tz";

import { toLocalInput } from "@/lib/time";

export interface QuickPick {
  name: "hour" | "evening" | "tomorrow" | "monday";
  /** Wall-clock time in the zone. */
  local: string;
}

const at = (day: TZDate, hours: number) => set(day, { hours, minutes: 0, seconds: 0, milliseconds: 0 });

/** Times that people often mean, as the clocks of their zone show them. */
export function quickPicks(now: Date, zone: string): QuickPick[] {
  const here = startOfMinute(new TZDate(now, zone));
  const evening = at(here, 18);
  const picks: [QuickPick["name"], Date][] = [["hour", addHours(here, 1)]];
  if (evening.getTime() > now.getTime() + 3_600_000) picks.push(["evening", evening]);
  picks.push(["tomorrow", at(addDays(here, 1), 9)]);
  const monday = at(nextMonday(here), 9);
  if (monday.getTime() !== picks.at(-1)?.[1].getTime()) picks.push(["monday", monday]);
  return picks.map(([name, date]) => ({ name, local: toLocalInput(date, zone) }));
}
