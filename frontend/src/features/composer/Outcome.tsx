import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleHelp,
  Clock,
  ExternalLink,
  LoaderCircle,
  type LucideIcon,
} from "lucide-react";
import { Link } from "react-router";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PlatformMark } from "@/components/ui/platform-mark";
import type { Post, Publication, PublicationState } from "@/lib/api/contract";
import { accountName } from "@/lib/account-name";
import { useConnections } from "@/lib/api/connections";
import { usePlatforms } from "@/lib/api/platforms";
import { cn } from "@/lib/cn";
import { useComposerWords } from "@/lib/strings/en/composer";
import { usePostWords } from "@/lib/strings/en/posts";

import { isLeaving } from "./leaving";

const looks: Record<PublicationState, { icon: LucideIcon; tone: string }> = {
  scheduled: { icon: Clock, tone: "text-ink-muted" },
  publishing: { icon: LoaderCircle, tone: "text-accent-text" },
  processing: { icon: LoaderCircle, tone: "text-accent-text" },
  published: { icon: CircleCheck, tone: "text-good-text" },
  failed: { icon: CircleAlert, tone: "text-bad-text" },
  unconfirmed: { icon: CircleHelp, tone: "text-warn-text" },
  cancelled: { icon: Ban, tone: "text-ink-faint" },
};

const shownState = (publication: Publication): PublicationState =>
  isLeaving(publication) ? "publishing" : publication.state;

const wordOf = {
  scheduled: "outcome.scheduled",
  publishing: "outcome.sending",
  processing: "outcome.processing",
  published: "outcome.published",
  failed: "outcome.failed",
  unconfirmed: "outcome.unconfirmed",
  cancelled: "outcome.cancelled",
} as const;

function Line({ publication, ofThread }: { publication: Publication; ofThread: boolean }) {
  const words = useComposerWords();
  const posts = usePostWords();
  const found = usePlatforms().data?.find(({ key }) => key === publication.platform);
  const platform = found?.name;
  const account = useConnections().data?.find(({ id }) => id === publication.connection_id);
  const state = shownState(publication);
  const { icon: Icon, tone } = looks[state];
  const moving = state === "publishing" || state === "processing";
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-5 py-3">
      <Icon aria-hidden className={cn("size-5 shrink-0", tone, moving && "animate-spin")} />
      <span className="min-w-40 flex-1">
        <span className={cn("mr-2 font-medium", tone)}>
          {publication.hold ? posts(`hold.${publication.hold.code}`) : words(wordOf[state])}
        </span>
        <span className="inline-flex items-center gap-1.5 text-sm text-ink-muted">
          <PlatformMark
            platform={found?.family ?? publication.platform}
            label={platform}
            className="size-3.5"
          />
          {accountName(account ?? publication)}
          {ofThread && ` · ${posts("part", { number: publication.position + 1 })}`}
        </span>
        {publication.error && (
          <span className="block text-sm text-ink-muted">{publication.error.detail}</span>
        )}
      </span>
      <span className="flex items-center gap-2">
        {publication.url && (
          <Button size="sm" variant="primary" asChild>
            <a href={publication.url} target="_blank" rel="noreferrer">
              {words("outcome.open", { platform: platform ?? publication.platform })}
              <ExternalLink aria-hidden />
            </a>
          </Button>
        )}
        <Button size="sm" asChild>
          <Link to={`/publications/${publication.id}`}>{words("outcome.page")}</Link>
        </Button>
      </span>
    </li>
  );
}

/** What became of a sent post, live. */
export default function Outcome({ post, children }: { post: Post; children?: React.ReactNode }) {
  const words = useComposerWords();
  return (
    <Card aria-label={words("outcome.title")} className="overflow-hidden">
      <ul aria-live="polite" className="divide-y divide-line">
        {post.publications
          .filter(({ state }) => state !== "cancelled")
          .map((publication) => (
            <Line key={publication.id} publication={publication} ofThread={post.follow_ups.length > 0} />
          ))}
      </ul>
      {children && (
        <div className="flex flex-wrap items-center gap-2 border-t border-line bg-canvas px-5 py-3">
          {children}
        </div>
      )}
    </Card>
  );
}
