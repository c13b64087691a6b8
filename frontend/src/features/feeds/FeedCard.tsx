import { ListTree, Pencil, RefreshCw, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Note } from "@/components/ui/error-state";
import { PlatformMark } from "@/components/ui/platform-mark";
import { RemovalQuestion } from "@/components/ui/removal-question";
import { Switch } from "@/components/ui/switch";
import { RelativeMoment } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import { useConnections } from "@/lib/api/connections";
import type { Feed } from "@/lib/api/contract";
import { useChangeFeed, usePollFeed, useRemoveFeed } from "@/lib/api/feeds";
import { useDomains } from "@/lib/api/generation";
import { useFeedWords } from "@/lib/strings/en/feeds";

const FeedSheet = lazy(() => import("./FeedSheet"));
const ItemsSheet = lazy(() => import("./ItemsSheet"));

function StandingBadge({ feed }: { feed: Feed }) {
  const words = useFeedWords();
  if (!feed.active) return <Badge>{words("off")}</Badge>;
  return (
    <Badge tone={feed.problem ? "bad" : "good"} dot>
      {words(feed.problem ? "failing" : "well")}
    </Badge>
  );
}

/** How its drafts are written, and for whom. */
function Facts({ feed }: { feed: Feed }) {
  const words = useFeedWords();
  const connections = useConnections();
  const expert = useDomains().data?.find(({ id }) => id === feed.domain)?.name ?? feed.domain;
  const accounts = (connections.data ?? []).filter(({ id }) => feed.connection_ids.includes(id));
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-muted">
      <span>{feed.way === "plain" ? words("plain") : words("written", { name: expert })}</span>
      {accounts.length === 0 ? (
        <span>{words("noAccounts")}</span>
      ) : (
        <span className="inline-flex gap-1.5">
          {accounts.map(({ id, platform }) => (
            <PlatformMark key={id} platform={platform} className="size-4" />
          ))}
        </span>
      )}
      <span className="tabular-nums">{words("drafts", { count: feed.drafts })}</span>
    </p>
  );
}

function Looked({ feed: { checked_at, next_at, active } }: { feed: Feed }) {
  const words = useFeedWords();
  if (!checked_at) return <p className="text-xs text-ink-faint">{active ? words("never") : ""}</p>;
  return (
    <p className="text-xs text-ink-faint">
      {words("checked")} <RelativeMoment iso={checked_at} />
      {active && next_at && (
        <>
          {" · "}
          {words("next")} <RelativeMoment iso={next_at} />
        </>
      )}
    </p>
  );
}

/** One feed: how it stands, and what can be done with it. */
export function FeedCard({ feed }: { feed: Feed }) {
  const words = useFeedWords();
  const change = useChangeFeed();
  const poll = usePollFeed();
  const remove = useRemoveFeed();
  const [open, setOpen] = useState<"edit" | "items" | "remove" | null>(null);
  const { title, url, problem, notice, active } = feed;
  return (
    <Card aria-label={title} className="flex flex-col gap-3 p-4 sm:p-5">
      <header className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <h2 className="text-sm font-semibold break-words">{title}</h2>
          <p className="truncate text-xs text-ink-muted">{url}</p>
        </div>
        <StandingBadge feed={feed} />
      </header>
      <Facts feed={feed} />
      {problem && <Note tone="bad">{problem}</Note>}
      {notice && !problem && <Note tone="warn">{notice}</Note>}
      <Looked feed={feed} />
      <footer className="flex flex-wrap items-center gap-2">
        <Button size="sm" aria-label={words("entriesFor", { title })} onClick={() => setOpen("items")}>
          <ListTree aria-hidden />
          {words("entries")}
        </Button>
        {active && (
          <Button
            size="sm"
            busy={poll.isPending}
            onClick={() =>
              poll.mutate(feed.id, { onSuccess: () => toast.note(words("looking")), onError: toast.problem })
            }
          >
            <RefreshCw aria-hidden />
            {words("lookNow")}
          </Button>
        )}
        <Button
          size="icon-sm"
          variant="ghost"
          aria-label={words("editFor", { title })}
          onClick={() => setOpen("edit")}
        >
          <Pencil aria-hidden />
        </Button>
        <Button
          size="icon-sm"
          variant="ghost"
          aria-label={words("removeFor", { title })}
          onClick={() => setOpen("remove")}
        >
          <Trash2 aria-hidden />
        </Button>
        <div className="ml-auto">
          <Switch
            label={
              <>
                <span aria-hidden>{words("on")}</span>
                <span className="sr-only">{words("onFor", { title })}</span>
              </>
            }
            checked={active}
            disabled={change.isPending}
            onChange={(on) => change.mutate({ feed, changes: { active: on } }, { onError: toast.problem })}
          />
        </div>
      </footer>
      <Suspense fallback={null}>
        {open === "edit" && <FeedSheet feed={feed} onClose={() => setOpen(null)} />}
        {open === "items" && <ItemsSheet feed={feed} onClose={() => setOpen(null)} />}
      </Suspense>
      <RemovalQuestion
        open={open === "remove"}
        title={words("removeTitle")}
        detail={words("removeDetail")}
        confirm={words("remove")}
        what={feed.id}
        removal={remove}
        told={() => words("removed")}
        onClose={() => setOpen(null)}
      />
    </Card>
  );
}
