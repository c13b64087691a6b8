import { useState } from "react";

import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { toProblem } from "@/lib/api/problem";
import { useSeriesPreview, type PreviewWish } from "@/lib/api/series";
import { useSettled } from "@/lib/debounce";
import { useRecurringWords } from "@/lib/strings/en/recurring";

import { DateList, RuleRemarks } from "./date-list";

const few = 5;
const many = 24;
const pause = 300;

interface ComingDatesProps {
  /** What is chosen so far; null while something is missing. */
  wish: Omit<PreviewWish, "count"> | null;
}

/** The dates of a rule as it is being chosen. A refusal that belongs to a field is said there. */
export function useComingDates(wish: ComingDatesProps["wish"]) {
  const [count, setCount] = useState(few);
  const settled = useSettled(JSON.stringify(wish), pause);
  const asked = JSON.parse(settled) as ComingDatesProps["wish"];
  const query = useSeriesPreview(asked && { ...asked, count });
  const refused = wish && query.error ? toProblem(query.error) : null;
  return { query, refused, count, setCount };
}

/** Shows them, with what the author should know. */
export function ComingDates({
  dates,
  missing,
}: {
  dates: ReturnType<typeof useComingDates>;
  missing: boolean;
}) {
  const words = useRecurringWords();
  const { query, refused, count, setCount } = dates;
  const atField = refused?.fields.some(({ field }) => ["rule", "local", "zone"].includes(field));
  const shown = query.data;
  return (
    <section aria-label={words("dates.title")} className="flex flex-col gap-2">
      <h3 className="text-sm font-medium">{words("dates.title")}</h3>
      {missing || atField ? (
        <p className="text-sm text-ink-muted">{words("dates.wait")}</p>
      ) : refused ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : !shown ? (
        <Loading className="flex flex-col gap-3">
          {Array.from({ length: few }, (_, index) => (
            <Skeleton key={index} className="h-6" />
          ))}
        </Loading>
      ) : (
        <>
          <RuleRemarks notices={shown.notices} warnings={shown.warnings} />
          {shown.occurrences.length === 0 ? (
            <p className="text-sm text-ink-muted">{words("dates.none")}</p>
          ) : (
            <DateList
              label={words("dates.title")}
              dates={shown.occurrences}
              zone={shown.wish.zone}
              withTexts={shown.wish.texts.length > 0}
            />
          )}
          {count === few && shown.occurrences.length === few && (
            <Button size="sm" variant="ghost" className="self-start" onClick={() => setCount(many)}>
              {words("dates.more")}
            </Button>
          )}
        </>
      )}
    </section>
  );
}
