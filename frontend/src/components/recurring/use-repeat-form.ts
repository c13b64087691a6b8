import { TZDate } from "@date-fns/tz";
import { addDays } from "date-fns";
import { useState } from "react";

import type { Series } from "@/lib/api/contract";
import type { When } from "@/lib/api/posts";
import type { SeriesTime } from "@/lib/api/series";
import { useZone } from "@/lib/api/user";
import { useRecurringWords } from "@/lib/strings/en/recurring";
import { toLocalInput } from "@/lib/time";

import { everyMost, firstPattern, patternOf, ruleOf, suggestedBy, timesMost, type Pattern } from "./rule";

/** What is missing, by its field. */
interface Faults {
  every?: string;
  weekdays?: string;
  days?: string;
  ending?: string;
  day?: string;
  time?: string;
}

const morning = "09:00";

const tomorrow = (zone: string) =>
  `${toLocalInput(addDays(new TZDate(new Date(), zone), 1), zone).slice(0, 10)}T${morning}`;

const isWhole = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most;

/** What is chosen of when something repeats and of the texts that take turns, and what is missing in it. */
export function useRepeatForm(series: Series | null, at: When | null) {
  const words = useRecurringWords();
  const own = useZone();
  const [zone, setZone] = useState(series?.zone ?? at?.zone ?? own);
  const [begins] = useState(() => series?.local ?? (at?.local || tomorrow(zone)));
  const [day, setDay] = useState(begins.slice(0, 10));
  const [time, setTime] = useState(begins.slice(11, 16));
  const [known] = useState(() => series && patternOf(series.rule, series.local));
  const [pattern, setPattern] = useState<Pattern>(known ?? firstPattern(begins));
  const [keepsRule, setKeepsRule] = useState(series !== null && known === null);
  // Until somebody chooses days, they are those of the first one.
  const [follows, setFollows] = useState(series === null);
  const [texts, setTexts] = useState(series?.texts ?? []);

  const { frequency, monthly, ending } = pattern;
  const endingFault = () => {
    if (ending.kind === "times" && !isWhole(ending.times, timesMost)) return words("form.timesWrong");
    if (ending.kind !== "until") return undefined;
    if (!ending.day) return words("form.untilMissing");
    return ending.day < day ? words("form.untilEarly") : undefined;
  };
  const ofRule = {
    every: isWhole(pattern.every, everyMost) ? undefined : words("form.everyWrong"),
    weekdays: frequency === "weekly" && pattern.weekdays.length === 0 ? words("form.noWeekday") : undefined,
    days:
      frequency === "monthly" && monthly === "days" && pattern.days.length === 0
        ? words("form.noDay")
        : undefined,
    ending: endingFault(),
  };
  const faults: Faults = {
    ...(keepsRule ? {} : ofRule),
    day: day ? undefined : words("form.firstMissing"),
    time: time ? undefined : words("form.timeMissing"),
  };
  const isSound = Object.values(faults).every((fault) => fault === undefined);
  const rule = keepsRule && series ? series.rule : isSound ? ruleOf(pattern) : "";

  return {
    day,
    time,
    zone,
    pattern,
    keepsRule,
    /** The rule cannot be shown as choices. */
    isOwn: series !== null && known === null,
    texts,
    faults,
    textFault: (place: number) => (texts[place]?.trim() ? undefined : words("form.textMissing")),
    /** Null while something is missing. */
    at: isSound ? ({ rule, local: `${day}T${time}`, zone } satisfies SeriesTime) : null,
    setTime,
    setZone,
    setTexts,
    setKeepsRule,
    setDay: (next: string) => {
      setDay(next);
      if (follows && next) setPattern((current) => ({ ...current, ...suggestedBy(next) }));
    },
    change: (changes: Partial<Pattern>) => {
      if (["weekdays", "days", "nth", "weekday"].some((name) => name in changes)) setFollows(false);
      setPattern((current) => ({ ...current, ...changes }));
    },
  };
}

export type RepeatFaults = Faults;
export type RepeatForm = ReturnType<typeof useRepeatForm>;
