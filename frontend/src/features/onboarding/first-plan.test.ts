import { evenMix, intervalOf, outsideOf, suggestedTimes, timesFor, timesIn, withShare } from "./first-plan";

const total = (mix: Record<string, number>) => Object.values(mix).reduce((sum, share) => sum + share, 0);
const day = { start: "09:00", end: "18:00" };

test("each chosen part of the day has a time, and each post one", () => {
  expect(timesIn(["evening", "morning"], 1)).toEqual(["10:00", "19:00"]);
  expect(timesIn(["morning", "afternoon", "evening"], 3)).toEqual(["10:00", "14:30", "19:00"]);
  expect(timesIn(["morning"], 4)).toEqual(["08:30", "09:30", "10:30", "11:30"]);
});

test("times that were set stay while posts are added, and the last go first", () => {
  expect(timesFor(["12:10"], 2, day)).toEqual(["11:15", "12:10"]);
  expect(timesFor(["09:10", "12:10"], 1, day)).toEqual(["09:10"]);
});

test("the suggested times are the hours that bring most, within the day and apart from each other", () => {
  const value = (hour: number) => (hour === 12 ? 1.4 : hour === 13 ? 1.3 : hour === 16 ? 1.2 : 1);
  const factors = Object.fromEntries(
    Array.from({ length: 168 }, (_, place) => [
      `${Math.floor(place / 24)}-${place % 24}`,
      { value: value(place % 24), low: 0.5, high: 2, posts: 0 },
    ]),
  );
  expect(suggestedTimes(factors, 2, day)).toEqual(["12:00", "16:00"]);
  expect(suggestedTimes(factors, 1, { start: "13:00", end: "18:00" })).toEqual(["13:00"]);
  expect(suggestedTimes(factors, 4, { start: "09:00", end: "11:00" })).toEqual(["09:00", "10:00"]);
});

test("a time outside the hours is found; the end itself lies outside", () => {
  expect(outsideOf(["09:00", "17:59"], day)).toBeUndefined();
  expect(outsideOf(["09:00", "18:00"], day)).toBe("18:00");
});

test("the interval is the day divided by the posts, never longer than the nearest times allow", () => {
  expect(intervalOf(2, day, [])).toBe(4.5);
  expect(intervalOf(2, day, ["10:00", "11:10"])).toBe(1);
  expect(intervalOf(50, day, [])).toBe(0.25);
});

test("shares begin even and are 100 in all", () => {
  expect(evenMix(["a", "b", "c"])).toEqual({ a: 34, b: 33, c: 33 });
});

test("whatever share is set, all are 100 together and none is lost", () => {
  for (const wish of [-5, 0, 1, 33, 60, 98, 99, 100, 250]) {
    const mix = withShare({ a: 34, b: 33, c: 33 }, "a", wish);
    expect(total(mix)).toBe(100);
    expect(Math.min(...Object.values(mix))).toBeGreaterThanOrEqual(1);
  }
  expect(withShare({ a: 60, b: 40 }, "b", 75)).toEqual({ a: 25, b: 75 });
  expect(withShare({ a: 100 }, "a", 20)).toEqual({ a: 100 });
});

test("the others keep their proportion", () => {
  expect(withShare({ a: 20, b: 60, c: 20 }, "a", 60)).toEqual({ a: 60, b: 30, c: 10 });
});
