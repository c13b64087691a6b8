import { Plus, Rss } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { Answered } from "@/components/ui/answered";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Page } from "@/components/ui/page";
import type { Feed } from "@/lib/api/contract";
import { useFeeds } from "@/lib/api/feeds";
import { useFeedWords } from "@/lib/strings/en/feeds";

import { FeedCard } from "./FeedCard";

const FeedSheet = lazy(() => import("./FeedSheet"));

function List({ feeds, onAdd }: { feeds: Feed[]; onAdd: () => void }) {
  const words = useFeedWords();
  if (feeds.length === 0) {
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
      {feeds.map((feed) => (
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
      <Answered query={useFeeds()} among="flex flex-col gap-4" shape="h-36 rounded-lg">
        {(feeds) => <List feeds={feeds} onAdd={() => setAdding(true)} />}
      </Answered>
      {adding && (
        <Suspense fallback={null}>
          <FeedSheet onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </Page>
  );
}
