import { clockChangeAt } from "./clock-change";

test.each([
  ["2026-03-29T02:30", "Europe/Berlin", { kind: "skipped", becomes: "2026-03-29T03:30" }],
  ["2026-10-25T02:30", "Europe/Berlin", { kind: "twice" }],
  ["2026-10-25T01:59", "Europe/Berlin", { kind: "none" }],
  ["2026-10-25T03:00", "Europe/Berlin", { kind: "none" }],
  ["2026-11-01T01:15", "America/New_York", { kind: "twice" }],
  ["2026-03-08T02:00", "America/New_York", { kind: "skipped", becomes: "2026-03-08T03:00" }],
  ["2026-04-05T01:45", "Australia/Lord_Howe", { kind: "twice" }],
  ["2026-10-25T02:30", "Asia/Tokyo", { kind: "none" }],
] as const)("%s in %s", (local, zone, change) => {
  expect(clockChangeAt(local, zone)).toEqual(change);
});
