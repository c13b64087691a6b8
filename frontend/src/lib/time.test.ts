import { formatRelative, fromLocalInput, toLocalInput } from "./time";

test("a wall-clock time in a zone is the moment that it names, on both sides of a change of the clocks", () => {
  expect(fromLocalInput("2026-10-24T09:30", "Europe/Berlin").toISOString()).toBe("2026-10-24T07:30:00.000Z");
  expect(fromLocalInput("2026-10-26T09:30", "Europe/Berlin").toISOString()).toBe("2026-10-26T08:30:00.000Z");
});

test("a moment written for a field is the clock of the zone, not of the browser", () => {
  expect(toLocalInput(new Date("2026-11-24T08:30:00Z"), "Asia/Kolkata")).toBe("2026-11-24T14:00");
});

test("an hour that the clocks skip becomes the moment after the gap", () => {
  expect(fromLocalInput("2026-03-29T02:30", "Europe/Berlin").toISOString()).toBe("2026-03-29T01:30:00.000Z");
});

test("distances in time read as a person would say them", () => {
  const now = new Date("2026-11-23T12:00:00Z");
  expect(formatRelative("2026-11-23T12:05:00Z", now)).toBe("in 5 minutes");
  expect(formatRelative("2026-11-22T12:00:00Z", now)).toBe("yesterday");
  expect(formatRelative("2026-11-23T12:00:20Z", now)).toBe("now");
});
