import { ArrowRight, CalendarClock, ExternalLink, PenLine, Undo2 } from "lucide-react";
import { Link } from "react-router";

import { Badge, StateBadge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Moment } from "@/components/ui/time";
import { accountName } from "@/lib/account-name";
import { usePlatforms } from "@/lib/api/platforms";
import { useCalendarWords } from "@/lib/strings/en/calendar";
import { usePostWords } from "@/lib/strings/en/posts";

import type { Entry } from "./entries";

interface EntryDetailsProps {
  entry: Entry;
  onMove: () => void;
  onTakeOff: () => void;
}

/** What one entry is, and what can be done with it. */
export function EntryDetails({ entry, onMove, onTakeOff }: EntryDetailsProps) {
  const words = useCalendarWords();
  const posts = usePostWords();
  const platform = usePlatforms().data?.find(({ key }) => key === entry.platform)?.name ?? entry.platform;
  const waiting = entry.state === "scheduled";
  return (
    <div className="flex flex-col gap-3">
      <p className="flex flex-wrap items-center gap-2 text-sm text-ink-muted">
        <PlatformMark platform={entry.platform} label={platform} />
        <span className="font-medium text-ink">{accountName(entry)}</span>
        <StateBadge state={entry.state} />
        {entry.late && <Badge tone="warn">{posts("late")}</Badge>}
        {entry.needs && <Badge tone="bad">{posts("needsYou")}</Badge>}
      </p>
      <Moment iso={entry.at} className="text-sm font-medium" />
      {entry.hold && <p className="text-sm text-warn-text">{posts(`hold.${entry.hold}`)}</p>}
      <div className="flex gap-3">
        <p className="line-clamp-5 min-w-0 flex-1 text-sm break-words whitespace-pre-wrap">
          {entry.text || posts("pictureOnly")}
        </p>
        {entry.thumbnail_url && (
          <img src={entry.thumbnail_url} alt="" className="size-16 rounded-md bg-sunken object-cover" />
        )}
      </div>
      {entry.furtherParts > 0 && (
        <p className="text-xs text-ink-muted">{words("entry.thread", { count: entry.furtherParts })}</p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" variant="primary" asChild>
          <Link to={`/publications/${entry.publication_id}`}>
            {words("entry.open")}
            <ArrowRight aria-hidden />
          </Link>
        </Button>
        {entry.url && (
          <Button size="sm" asChild>
            <a href={entry.url} target="_blank" rel="noreferrer">
              {posts("openOn", { platform })}
              <ExternalLink aria-hidden />
            </a>
          </Button>
        )}
        {waiting && (
          <>
            <Button size="sm" asChild>
              <Link to={`/compose/${entry.post_id}`}>
                <PenLine aria-hidden />
                {words("entry.edit")}
              </Link>
            </Button>
            <Button size="sm" onClick={onMove}>
              <CalendarClock aria-hidden />
              {words("entry.move")}
            </Button>
            <Button size="sm" variant="ghost" onClick={onTakeOff}>
              <Undo2 aria-hidden />
              {words("entry.cancel")}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
