import { DateList, RuleRemarks } from "@/components/recurring/date-list";
import { Answered } from "@/components/ui/answered";
import { DialogRoot, Sheet } from "@/components/ui/dialog";
import type { SeriesAnswer } from "@/lib/api/contract";
import { useSeries } from "@/lib/api/series";
import { useRecurringWords } from "@/lib/strings/en/recurring";

import { SeriesActions, teaserOf } from "./SeriesActions";
import { RuleLine, SeriesBadge, StoppedNote } from "./SeriesCard";

function Dates({ answer: { series, upcoming } }: { answer: SeriesAnswer }) {
  const words = useRecurringWords();
  const { occurrences } = upcoming;
  if (series.state === "ended") return <p className="text-sm text-ink-muted">{words("dates.ended")}</p>;
  return (
    <section aria-label={words("dates.title")} className="flex flex-col gap-2">
      <h3 className="text-sm font-medium">{words("dates.title")}</h3>
      {series.state === "paused" && <p className="text-sm text-ink-muted">{words("dates.paused")}</p>}
      <RuleRemarks notices={upcoming.notices} warnings={upcoming.warnings} />
      {occurrences.length === 0 ? (
        <p className="text-sm text-ink-muted">{words("dates.none")}</p>
      ) : (
        <DateList
          label={words("dates.title")}
          dates={occurrences}
          zone={series.zone}
          withTexts={series.texts.length > 0}
        />
      )}
      {occurrences.some(({ post_id }) => post_id !== null) && (
        <p className="text-xs text-ink-muted">
          {words("dates.single")} {words("dates.ahead")}
        </p>
      )}
    </section>
  );
}

/** One recurring post with its coming dates. */
export default function SeriesSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const words = useRecurringWords();
  const query = useSeries(id);
  const series = query.data?.series;
  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Sheet
        title={series ? teaserOf(series, words("noText")) : words("title")}
        footer={
          series && (
            <div className="flex w-full flex-wrap gap-2">
              <SeriesActions series={series} onDeleted={onClose} />
            </div>
          )
        }
      >
        <Answered query={query} among="flex flex-col gap-3" shape="h-12" shapes={4}>
          {(answer) => (
            <div className="flex flex-col gap-4 pb-2">
              <div className="flex items-start justify-between gap-4">
                <RuleLine series={answer.series} />
                <SeriesBadge series={answer.series} />
              </div>
              <StoppedNote series={answer.series} />
              <Dates answer={answer} />
            </div>
          )}
        </Answered>
      </Sheet>
    </DialogRoot>
  );
}
