import { renderHook } from "@testing-library/react";

import { firstPattern, patternOf, ruleOf, suggestedBy, type Pattern } from "./rule";
import { useRuleWords } from "./use-rule-words";

const monday = "2027-03-01T09:30";

test.each([
  ["FREQ=DAILY", "Every day at 9:30 AM, Berlin time"],
  ["FREQ=DAILY;INTERVAL=3", "Every 3 days at 9:30 AM, Berlin time"],
  ["FREQ=WEEKLY;BYDAY=MO,TH", "Every Monday and Thursday at 9:30 AM, Berlin time"],
  ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Every weekday from Monday to Friday at 9:30 AM, Berlin time"],
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", "Every 2 weeks on Saturday at 9:30 AM, Berlin time"],
  ["FREQ=MONTHLY;BYMONTHDAY=-1", "The last day of each month at 9:30 AM, Berlin time"],
  ["FREQ=MONTHLY;BYMONTHDAY=1,15,-1", "The 1st, 15th, and last day of each month at 9:30 AM, Berlin time"],
  ["FREQ=MONTHLY;BYDAY=2TU", "The second Tuesday of each month at 9:30 AM, Berlin time"],
  ["FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR", "The last Friday, every 3 months at 9:30 AM, Berlin time"],
  ["FREQ=YEARLY", "Every year on March 1 at 9:30 AM, Berlin time"],
  ["FREQ=DAILY;COUNT=10", "Every day at 9:30 AM, Berlin time, 10 times"],
  ["FREQ=WEEKLY;BYDAY=MO;UNTIL=20271231", "Every Monday at 9:30 AM, Berlin time, until December 31, 2027"],
])("%s is read as it was chosen, said in words, and written as it was", (rule, sentence) => {
  const pattern = patternOf(rule, monday);
  expect(pattern && ruleOf(pattern)).toBe(rule);
  const { sentence: say } = renderHook(() => useRuleWords()).result.current;
  expect(say({ rule, local: monday, zone: "Europe/Berlin" })).toBe(sentence);
});

test.each([
  "FREQ=HOURLY;INTERVAL=4",
  "FREQ=DAILY;BYHOUR=8,20",
  "FREQ=DAILY;BYDAY=MO",
  "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1",
  "FREQ=MONTHLY;BYDAY=5MO",
  "FREQ=MONTHLY;BYMONTHDAY=-2",
  "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=SU",
  "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1",
  "FREQ=DAILY;UNTIL=20271231T180000Z",
])("%s cannot be chosen here, so that it is never shown as something else", (rule) => {
  expect(patternOf(rule, monday)).toBeNull();
});

test("what a rule leaves out follows from its first day", () => {
  expect(patternOf("FREQ=WEEKLY", monday)).toMatchObject({ weekdays: [0] });
  expect(patternOf("FREQ=MONTHLY", "2027-03-31T09:30")).toMatchObject({ monthly: "days", days: [31] });
  expect(suggestedBy("2027-03-30T09:30")).toEqual({ weekdays: [1], days: [30], nth: -1, weekday: 1 });
  const pattern: Pattern = { ...firstPattern(monday), frequency: "monthly", monthly: "weekday" };
  expect(ruleOf(pattern)).toBe("FREQ=MONTHLY;BYDAY=1MO");
});
