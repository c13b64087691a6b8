import { quickPicks } from "./quick-picks";

const picksAt = (iso: string, zone: string) =>
  quickPicks(new Date(iso), zone).map(({ name, local }) => [name, local]);

test("picks are times of the person's own clock", () => {
  expect(picksAt("2026-11-24T08:12:40Z", "Europe/Berlin")).toEqual([
    ["hour", "2026-11-24T10:12"],
    ["evening", "2026-11-24T18:00"],
    ["tomorrow", "2026-11-25T09:00"],
    ["monday", "2026-11-30T09:00"],
  ]);
});

test("late in the day this evening is not offered, and on Sunday Monday is tomorrow", () => {
  expect(picksAt("2026-11-22T20:00:00Z", "Europe/Berlin").map(([name]) => name)).toEqual([
    "hour",
    "tomorrow",
  ]);
});

test("nine o'clock stays nine o'clock when the clocks change over night", () => {
  expect(picksAt("2026-10-24T10:00:00Z", "Europe/Berlin")).toContainEqual(["tomorrow", "2026-10-25T09:00"]);
});
