import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioCards } from "@/components/ui/radio-cards";
import { ZoneSelect } from "@/components/ui/zone-select";
import { useBestTimes } from "@/lib/api/automation";
import { useOnboardingWords } from "@/lib/strings/en/onboarding";
import { clockTime, detectedZone } from "@/lib/time";

import { intervalOf, outsideOf, suggestedTimes, timesFor, type FirstSchedule } from "./first-plan";
import { PostsPerDay } from "./PostingSettings";

interface ScheduleProps {
  schedule: FirstSchedule;
  /** The account that comes first: the best times are suggested for it. */
  accountId: string;
  onChange: (schedule: FirstSchedule) => void;
}

/** The schedule with the interval that follows from the rest of it. */
function reckoned(schedule: FirstSchedule): FirstSchedule {
  const { posts_per_day } = schedule.posting_frequency;
  const interval_hours = intervalOf(posts_per_day, schedule.active_hours, schedule.optimal_times);
  return { ...schedule, posting_frequency: { posts_per_day, interval_hours } };
}

function Hours({ schedule, onChange }: Omit<ScheduleProps, "accountId">) {
  const words = useOnboardingWords();
  const hours = schedule.active_hours;
  const change = (name: "start" | "end", value: string) => {
    // An emptied field keeps the time that was there.
    if (value) onChange({ ...schedule, active_hours: { ...hours, [name]: value } });
  };
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-sm font-medium">{words("automation.hours")}</legend>
      <div className="flex flex-wrap gap-4">
        <Field
          label={words("automation.from")}
          error={hours.start >= hours.end ? words("automation.hoursWrong") : undefined}
        >
          <Input
            type="time"
            className="w-auto tabular-nums"
            value={hours.start}
            onChange={(event) => change("start", event.target.value)}
          />
        </Field>
        <Field label={words("automation.until")}>
          <Input
            type="time"
            className="w-auto tabular-nums"
            value={hours.end}
            onChange={(event) => change("end", event.target.value)}
          />
        </Field>
      </div>
    </fieldset>
  );
}

function Times({ schedule, accountId, onChange }: ScheduleProps) {
  const words = useOnboardingWords();
  const { optimal_times: times, active_hours: hours, posting_frequency } = schedule;
  const own = times.length > 0;
  const outside = outsideOf(times, hours);
  const { posts_per_day: posts } = posting_frequency;
  const best = useBestTimes(accountId).data;
  const suggested = best ? suggestedTimes(best.factors, posts, hours) : [];
  const list = new Intl.ListFormat(undefined).format(suggested.map(clockTime));
  const choose = (way: "best" | "own") =>
    onChange({
      ...schedule,
      optimal_times: way === "best" ? [] : timesFor(suggested, posts, hours),
    });
  return (
    <div className="flex flex-col gap-3">
      <p aria-hidden className="text-sm font-medium">
        {words("automation.times")}
      </p>
      <RadioCards
        label={words("automation.times")}
        className="sm:grid-cols-2"
        value={own ? "own" : "best"}
        onChange={choose}
        cards={[
          {
            value: "best",
            title: words("automation.best"),
            detail:
              suggested.length > 0
                ? words("automation.bestNow", { times: list })
                : words("automation.bestDetail"),
          },
          { value: "own", title: words("automation.own"), detail: words("automation.ownDetail") },
        ]}
      />
      {own && (
        <div id="times" tabIndex={-1} className="flex flex-wrap gap-2 outline-none">
          {times.map((time, index) => (
            <Input
              key={index}
              type="time"
              aria-label={words("automation.time", { number: index + 1 })}
              aria-invalid={time === outside || undefined}
              className="w-auto tabular-nums"
              value={time}
              onChange={(event) => {
                const { value } = event.target;
                if (value) onChange({ ...schedule, optimal_times: times.with(index, value) });
              }}
            />
          ))}
        </div>
      )}
      {outside && (
        <FieldError role="alert">{words("automation.outside", { time: clockTime(outside) })}</FieldError>
      )}
    </div>
  );
}

/** Zone, hours, how often and when. */
export function Schedule({ schedule, accountId, onChange }: ScheduleProps) {
  const words = useOnboardingWords();
  const change = (next: FirstSchedule) => onChange(reckoned(next));
  const { posts_per_day, interval_hours } = schedule.posting_frequency;
  const setPosts = (posts: number) => {
    const times = schedule.optimal_times;
    change({
      ...schedule,
      posting_frequency: { ...schedule.posting_frequency, posts_per_day: posts },
      optimal_times: times.length > 0 ? timesFor(times, posts, schedule.active_hours) : [],
    });
  };
  return (
    <section aria-labelledby="schedule" className="flex flex-col gap-5">
      <h2 id="schedule" className="text-base font-semibold">
        {words("automation.schedule")}
      </h2>
      <Field
        label={words("automation.zone")}
        hint={schedule.timezone === detectedZone() ? words("automation.zoneHint") : undefined}
      >
        <ZoneSelect value={schedule.timezone} onChange={(timezone) => change({ ...schedule, timezone })} />
      </Field>
      <Hours schedule={schedule} onChange={change} />
      <div>
        <PostsPerDay value={posts_per_day} onChange={setPosts} />
        {posts_per_day > 1 && (
          <p className="mt-1 text-sm text-ink-muted">
            {words("automation.interval", { count: interval_hours })}
          </p>
        )}
      </div>
      <Times schedule={schedule} accountId={accountId} onChange={change} />
    </section>
  );
}
