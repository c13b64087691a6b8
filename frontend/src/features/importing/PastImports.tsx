import { Link } from "react-router";

import { Badge, type Tone } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { Moment } from "@/components/ui/time";
import type { Import } from "@/lib/api/contract";
import { useImports } from "@/lib/api/imports";
import { useImportWords } from "@/lib/strings/en/importing";

const tones: Record<Import["state"], Tone> = {
  waiting: "neutral",
  running: "accent",
  done: "good",
  refused: "bad",
  cancelled: "neutral",
};

function Line({ one }: { one: Import }) {
  const words = useImportWords();
  const { scheduled = 0, draft = 0 } = one.counts;
  return (
    <li>
      <Link to={`/import?open=${one.id}`} className="flex items-center gap-3 px-5 py-3 hover:bg-sunken">
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm font-medium">{one.name || words("past.noName")}</span>
          <span className="text-xs text-ink-faint">
            <Moment iso={one.created_at} />
          </span>
        </span>
        <Badge tone={tones[one.state]} dot>
          <span className="tabular-nums">
            {words("past.count", { done: scheduled + draft, total: one.total })}
          </span>
        </Badge>
      </Link>
    </li>
  );
}

/** What was brought in before, and how many of its rows are in. */
export function PastImports() {
  const words = useImportWords();
  const imports = useImports();
  return (
    <Card className="overflow-hidden">
      <CardHeader title={words("past.title")} />
      <div className="pt-3 pb-2">
        {imports.isPending && (
          <Loading className="px-5 pb-3">
            <Skeleton className="h-12" />
          </Loading>
        )}
        {imports.isError && <ErrorState error={imports.error} onRetry={() => void imports.refetch()} />}
        {imports.data?.length === 0 && (
          <p className="px-5 pb-3 text-sm text-ink-muted">{words("past.empty")}</p>
        )}
        <ul className="divide-y divide-line">
          {imports.data?.map((one) => (
            <Line key={one.id} one={one} />
          ))}
        </ul>
      </div>
    </Card>
  );
}
