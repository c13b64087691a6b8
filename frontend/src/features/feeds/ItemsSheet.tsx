import { Link } from "react-router";

import { Answered } from "@/components/ui/answered";
import { Badge, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { DialogRoot, Sheet } from "@/components/ui/dialog";
import { Moment } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import type { Feed, FeedItem } from "@/lib/api/contract";
import { useDraftItem, useFeedItems } from "@/lib/api/feeds";
import { useFeedWords } from "@/lib/strings/en/feeds";

const tones: Record<FeedItem["state"], Tone> = {
  making: "accent",
  made: "good",
  passed: "neutral",
  failed: "bad",
};

function Item({ feedId, item }: { feedId: string; item: FeedItem }) {
  const words = useFeedWords();
  const draft = useDraftItem();
  const { id, title, link, state, post_id, problem } = item;
  return (
    <li className="flex flex-col gap-1.5 py-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-faint">
        <Badge tone={tones[state]} dot>
          {words(`state.${state}`)}
        </Badge>
        <Moment iso={item.published_at ?? item.seen_at} />
      </p>
      <p dir="auto" className="text-sm break-words">
        {link ? (
          <a
            href={link}
            target="_blank"
            rel="noreferrer"
            className="rounded-sm underline-offset-4 hover:underline"
          >
            {title}
          </a>
        ) : (
          title
        )}
      </p>
      {problem && <p className="text-sm text-bad-text">{problem}</p>}
      {post_id ? (
        <Link
          to={`/compose/${post_id}`}
          aria-label={words("openOf", { title })}
          className="self-start rounded-sm text-sm font-medium text-accent-text underline-offset-4 hover:underline"
        >
          {words("open")}
        </Link>
      ) : (
        state !== "making" && (
          <Button
            className="self-start"
            size="sm"
            busy={draft.isPending}
            aria-label={words("draftOf", { title })}
            onClick={() => draft.mutate({ feedId, itemId: id }, { onError: toast.problem })}
          >
            {words("draft")}
          </Button>
        )
      )}
    </li>
  );
}

/** What a feed brought, and what became of it. */
export default function ItemsSheet({ feed, onClose }: { feed: Feed; onClose: () => void }) {
  const words = useFeedWords();
  const items = useFeedItems(feed.id);
  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Sheet title={words("entriesFor", { title: feed.title })}>
        <Answered query={items} among="flex flex-col gap-3" shape="h-16">
          {({ pages }) =>
            pages[0]?.items.length === 0 ? (
              <p className="text-sm text-ink-muted">{words("noEntries")}</p>
            ) : (
              <ul className="divide-y divide-line">
                {pages
                  .flatMap((page) => page.items)
                  .map((item) => (
                    <Item key={item.id} feedId={feed.id} item={item} />
                  ))}
              </ul>
            )
          }
        </Answered>
        {items.hasNextPage && (
          <Button className="mt-2" busy={items.isFetchingNextPage} onClick={() => void items.fetchNextPage()}>
            {words("more")}
          </Button>
        )}
      </Sheet>
    </DialogRoot>
  );
}
