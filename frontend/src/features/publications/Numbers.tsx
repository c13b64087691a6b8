import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ProblemNote } from "@/components/ui/error-state";
import { Moment } from "@/components/ui/time";
import type { Publication } from "@/lib/api/contract";
import { formatCount } from "@/lib/numbers";
import { usePublicationWords } from "@/lib/strings/en/publications";

import { useFreshNumbers } from "./use-fresh-numbers";
import { usePlatform } from "./use-platform";

const kinds = ["likes", "replies", "reposts", "impressions"] as const;

/** How a live post does, kept fresh while it is looked at. */
export function Numbers({ publication }: { publication: Publication }) {
  const words = usePublicationWords();
  const { name } = usePlatform(publication.platform);
  const { id, metrics, platform_post_id } = publication;
  const error = useFreshNumbers(id, platform_post_id !== null);
  return (
    <Card aria-labelledby="publication-numbers">
      <CardHeader
        id="publication-numbers"
        title={words("numbers.title")}
        aside={metrics && <Moment iso={metrics.fetched_at} style="time" className="text-xs text-ink-faint" />}
      />
      <CardBody>
        {metrics ? (
          <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
            {kinds.map((kind) => (
              <div key={kind} className="flex flex-col">
                <dt className="order-2 text-sm text-ink-muted">{words(`numbers.${kind}`)}</dt>
                <dd className="text-lg font-semibold tabular-nums">
                  {metrics[kind] === null ? (
                    <span className="text-sm font-normal text-ink-faint">{words("numbers.unknown")}</span>
                  ) : (
                    formatCount(metrics[kind])
                  )}
                </dd>
              </div>
            ))}
          </dl>
        ) : (
          <p className="text-sm text-ink-muted">{words("numbers.none", { platform: name })}</p>
        )}
        <ProblemNote error={error} className="mt-4" />
      </CardBody>
    </Card>
  );
}
