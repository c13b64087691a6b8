import { Badge, type Tone } from "@/components/ui/badge";
import { Progress } from "@/components/ui/progress";
import type { Batch } from "@/lib/api/contract";
import { formatCount } from "@/lib/numbers";
import { useDraftWords } from "@/lib/strings/en/drafts";
import { formatMoment } from "@/lib/time";

const tones: Record<Batch["state"], Tone> = {
  waiting: "neutral",
  running: "accent",
  done: "good",
  cancelled: "neutral",
  failed: "bad",
};

/** A calendar day, as 2026-11-24, in the person's locale. */
export const formatDay = (day: string) => formatMoment(`${day}T12:00:00Z`, "UTC", "day");

/** "30 days, 2 a day, from Tue, 24 Nov". */
export function useBatchSummary() {
  const words = useDraftWords();
  return ({ days, posts_per_day, starts_on }: Batch) =>
    words("summary", { days, perDay: posts_per_day, from: formatDay(starts_on) });
}

export function BatchStateBadge({ batch }: { batch: Batch }) {
  const words = useDraftWords();
  return (
    <Badge tone={tones[batch.state]} dot>
      {words(`state.${batch.state}`)}
    </Badge>
  );
}

/** How many drafts are there, and how many no model wrote. */
export function BatchProgress({ batch, bar }: { batch: Batch; bar: boolean }) {
  const words = useDraftWords();
  const { done, total, composed } = batch;
  return (
    <div className="flex flex-col gap-1.5">
      <p className="text-xs text-ink-muted tabular-nums">
        {words("count", { done: formatCount(done), total: formatCount(total) })}
        {composed > 0 && ` · ${words("composed", { count: composed })}`}
      </p>
      {bar && <Progress label={words("progress")} value={total > 0 ? done / total : null} />}
    </div>
  );
}
