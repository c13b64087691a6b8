import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { Punctuality } from "@/lib/api/contract";
import { formatMoment } from "@/lib/time";
import { usePunctualityWords } from "@/lib/strings/en/punctuality";

import { formatShare } from "./figures";

type DayFigures = Punctuality["per_day"][number];

function shownDay(date: string): string {
  // A date has no zone; noon in UTC shows as the same date in UTC.
  return formatMoment(`${date}T12:00:00Z`, "UTC", "day");
}

function Bar({ day, most }: { day: DayFigures; most: number }) {
  const words = usePunctualityWords();
  const share = day.within_60_seconds ?? 0;
  const told = day.count
    ? words("day", { day: shownDay(day.date), count: day.count, share: formatShare(share) })
    : words("emptyDay", { day: shownDay(day.date) });
  return (
    <li title={told} className="group flex h-full min-w-0 flex-1 flex-col justify-end">
      <span className="sr-only">{told}</span>
      <span
        aria-hidden
        className="flex flex-col overflow-hidden rounded-sm bg-sunken transition-opacity group-hover:opacity-75"
        style={{ height: day.count ? `max(4px, ${(day.count / most) * 100}%)` : "2px" }}
      >
        <span className="bg-warn" style={{ flexGrow: day.count * (1 - share) }} />
        <span className="bg-accent" style={{ flexGrow: day.count * share }} />
      </span>
    </li>
  );
}

/** One bar for each day: how many went out, and how many of them within a minute. */
export function Days({ days, zone }: { days: DayFigures[]; zone: string }) {
  const words = usePunctualityWords();
  const most = Math.max(1, ...days.map(({ count }) => count));
  const [first, last] = [days[0], days.at(-1)];
  return (
    <Card aria-labelledby="punctuality-days">
      <CardHeader id="punctuality-days" title={words("perDay")} detail={words("perDayDetail", { zone })} />
      <CardBody>
        <ol className="flex h-32 items-end gap-px sm:gap-0.5">
          {days.map((day) => (
            <Bar key={day.date} day={day} most={most} />
          ))}
        </ol>
        {first && last && (
          <p aria-hidden className="mt-2 flex justify-between text-xs text-ink-faint">
            <span>{shownDay(first.date)}</span>
            <span>{shownDay(last.date)}</span>
          </p>
        )}
      </CardBody>
    </Card>
  );
}
