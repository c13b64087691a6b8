import { TZDate } from "@date-fns/tz";

import { fromLocalInput, toLocalInput } from "./time";

/** What the clocks of a zone do around a wall-clock time. */
export type ClockChange =
  | { kind: "none" }
  /** The hour is skipped; `becomes` is the wall-clock time after the jump. */
  | { kind: "skipped"; becomes: string }
  /** The hour happens twice. */
  | { kind: "twice" };

const hour = 3_600_000;

/** Whether a wall-clock time (2026-10-25T02:30) exists in a zone, once or twice. */
export function clockChangeAt(local: string, zone: string): ClockChange {
  const at = fromLocalInput(local, zone);
  const back = toLocalInput(at, zone);
  if (back !== local) return { kind: "skipped", becomes: back };
  const before = new TZDate(at.getTime() - 3 * hour, zone).getTimezoneOffset();
  const after = new TZDate(at.getTime() + 3 * hour, zone).getTimezoneOffset();
  // Clocks went back near by: the same reading may exist at the other offset too.
  const shift = (after - before) * 60_000;
  if (shift <= 0) return { kind: "none" };
  const twin = [at.getTime() + shift, at.getTime() - shift].some(
    (other) => toLocalInput(new Date(other), zone) === local,
  );
  return twin ? { kind: "twice" } : { kind: "none" };
}
