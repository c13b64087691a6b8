import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { Punctuality } from "@/lib/api/contract";
import { cn } from "@/lib/cn";
import { formatCount } from "@/lib/numbers";
import { usePunctualityWords } from "@/lib/strings/en/punctuality";

const kinds = ["due", "under_way", "waiting_for_a_person", "paused"] as const;

/** What waits at the moment. What waits for the person stands out. */
export function Queue({ queue }: { queue: Punctuality["queue"] }) {
  const words = usePunctualityWords();
  return (
    <Card aria-labelledby="punctuality-queue">
      <CardHeader id="punctuality-queue" title={words("queue.title")} />
      <CardBody>
        <dl className="grid gap-x-4 gap-y-3 text-sm">
          {kinds.map((kind) => (
            <div key={kind} className="flex items-baseline justify-between gap-4">
              <dt className="text-ink-muted">{words(`queue.${kind}`)}</dt>
              <dd
                className={cn(
                  "font-semibold tabular-nums",
                  kind === "waiting_for_a_person" && queue[kind] > 0 && "text-warn-text",
                )}
              >
                {formatCount(queue[kind])}
              </dd>
            </div>
          ))}
        </dl>
      </CardBody>
    </Card>
  );
}
