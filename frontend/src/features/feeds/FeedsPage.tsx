import { Plus, Rss } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { useFeeds } from "@/lib/api/feeds";
import { useFeedWords } from "@/lib/strings/en/feeds";

import { FeedCard } from "./FeedCard";

const FeedSheet = lazy(() => import("./FeedSheet"));

function List({ onAdd }: { onAdd: () => void }) {
  const words = useFeedWords();
  const feeds = useFeeds();
  if (feeds.isPending) {
    return (
      <Loading className="flex flex-col gap-4">
        <Skeleton className="h-36 rounded-lg" />
        <Skeleton className="h-36 rounded-lg" />
      </Loading>
    );
  }
  if (feeds.isError) return <ErrorState error={feeds.error} onRetry={() => void feeds.refetch()} />;
  if (feeds.data.length === 0) {
    return (
      <EmptyState
        icon={Rss}
        title={words("emptyTitle")}
        detail={words("emptyDetail")}
        action={
          <Button variant="primary" onClick={onAdd}>
            <Plus aria-hidden />
            {words("add")}
          </Button>
        }
      />
    );
  }
  return (
    <ul aria-label={words("list")} className="flex flex-col gap-4">
      {feeds.data.map((feed) => (
        <li key={feed.id}>
          <FeedCard feed={feed} />
        </li>
      ))}
    </ul>
  );
}

/** The feeds whose entries become drafts. */
export default function FeedsPage() {
  const words = useFeedWords();
  const [adding, setAdding] = useState(false);
  return (
    <Page
      title={words("title")}
      detail={words("detail")}
      actions={
        <Button variant="primary" onClick={() => setAdding(true)}>
          <Plus aria-hidden />
          {words("add")}
        </Button>
      }
    >
      <List onAdd={() => setAdding(true)} />
      {adding && (
        <Suspense fallback={null}>
          <FeedSheet onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </Page>
  );
}
