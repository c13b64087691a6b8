import { memo } from "react";

import { Badge, StateBadge } from "@/components/ui/badge";
import { PlatformMark } from "@/components/ui/platform-mark";
import { accountName } from "@/lib/account-name";
import { cn } from "@/lib/cn";
import { useCalendarWords } from "@/lib/strings/en/calendar";
import { usePostWords } from "@/lib/strings/en/posts";

import type { Entry } from "./entries";
import { lookOf } from "./EntryChip";
import type { GridProps } from "./grid";
import { draggable, holdable } from "./use-drop";

type EntryRowProps = Pick<GridProps, "onOpen" | "onDrag"> & { entry: Entry };

/** One publication in a list of days; can be opened and dragged. */
export const EntryRow = memo(function EntryRow({ entry, onOpen, onDrag }: EntryRowProps) {
  const words = useCalendarWords();
  const posts = usePostWords();
  return (
    <button
      type="button"
      data-publication={entry.publication_id}
      onClick={(event) => onOpen(entry, event.currentTarget)}
      className={cn(
        "flex w-full items-start gap-3 px-4 py-3 text-left hover:bg-sunken focus-visible:-outline-offset-2",
        holdable,
      )}
      {...draggable(entry, onDrag)}
    >
      <span className={cn("mt-1.5 size-2 shrink-0 rounded-full", lookOf(entry).dot)} />
      <span className="w-18 shrink-0 font-medium whitespace-nowrap tabular-nums">{entry.time}</span>
      <span className="min-w-0 flex-1">
        <span dir="auto" className="line-clamp-2 break-words">
          {entry.text || posts("pictureOnly")}
        </span>
        <span className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-ink-muted">
          <PlatformMark platform={entry.platform} label={entry.platform} className="size-3.5" />
          {accountName(entry)}
          <StateBadge state={entry.state} />
          {entry.late && <Badge tone="warn">{posts("late")}</Badge>}
          {entry.needs && <Badge tone="bad">{posts("needsYou")}</Badge>}
          {entry.hold && !entry.needs && <Badge tone="warn">{posts(`hold.${entry.hold}`)}</Badge>}
          {entry.held && !entry.hold && <Badge tone="warn">{words("entry.held")}</Badge>}
          {entry.furtherParts > 0 && words("entry.thread", { count: entry.furtherParts })}
        </span>
      </span>
      {entry.thumbnail_url && (
        <img
          src={entry.thumbnail_url}
          alt=""
          loading="lazy"
          draggable={false}
          className="size-12 rounded-md bg-sunken object-cover"
        />
      )}
    </button>
  );
});
