import { Timer } from "lucide-react";
import { useState } from "react";

import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { Segmented } from "@/components/ui/segmented";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import type { Punctuality } from "@/lib/api/contract";
import { usePunctualityWords } from "@/lib/strings/en/punctuality";

import { usePunctuality } from "./api";
import { ByPlatform } from "./ByPlatform";
import { Days } from "./Days";
import { Histogram } from "./Histogram";
import { Queue } from "./Queue";
import { Shares } from "./Shares";

const spans = ["7", "30", "90"] as const;

function Figures({ told }: { told: Punctuality }) {
  const words = usePunctualityWords();
  if (told.total.count === 0) {
    return (
      <div className="grid gap-4">
        <EmptyState
          icon={Timer}
          title={words("emptyTitle", { count: told.days })}
          detail={words("emptyDetail")}
        />
        <Queue queue={told.queue} />
      </div>
    );
  }
  return (
    <div className="grid grid-cols-1 gap-4">
      <Shares total={told.total} />
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-[1fr_18rem]">
        <Histogram total={told.total} />
        <Queue queue={told.queue} />
      </div>
      <Days days={told.per_day} zone={told.zone} />
      <ByPlatform platforms={told.platforms} />
    </div>
  );
}

export default function PunctualityPage() {
  const words = usePunctualityWords();
  const [span, setSpan] = useState<(typeof spans)[number]>("30");
  const punctuality = usePunctuality(Number(span));
  return (
    <Page
      title={words("title")}
      detail={words("detail")}
      actions={
        <Segmented
          label={words("span")}
          value={span}
          onChange={setSpan}
          options={spans.map((value) => ({ value, label: words("days", { count: Number(value) }) }))}
        />
      }
    >
      {punctuality.isPending ? (
        <Loading className="grid gap-4">
          <Skeleton className="h-36" />
          <Skeleton className="h-56" />
          <Skeleton className="h-48" />
        </Loading>
      ) : punctuality.isError ? (
        <ErrorState
          error={punctuality.error}
          onRetry={() => void punctuality.refetch()}
          retrying={punctuality.isFetching}
        />
      ) : (
        <Figures told={punctuality.data} />
      )}
    </Page>
  );
}
