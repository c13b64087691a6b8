import { ArrowRight, CalendarClock, ExternalLink, PenLine, Undo2 } from "lucide-react";
import { Link } from "react-router";

import { Button } from "@/components/ui/button";
import { usePlatforms } from "@/lib/api/platforms";
import { cn } from "@/lib/cn";
import { useCalendarWords } from "@/lib/strings/en/calendar";
import { usePostWords } from "@/lib/strings/en/posts";

import type { Entry } from "./entries";

interface EntryActionsProps {
  entry: Entry;
  /** Under a thumb: large, and what is done most often fills the line. */
  large?: boolean;
  onMove: () => void;
  onTakeOff: () => void;
}

/** What can be done with an entry. */
export function EntryActions({ entry, large = false, onMove, onTakeOff }: EntryActionsProps) {
  const words = useCalendarWords();
  const posts = usePostWords();
  const platform = usePlatforms().data?.find(({ key }) => key === entry.platform)?.name ?? entry.platform;
  const waiting = entry.state === "scheduled";
  const size = large ? "md" : "sm";
  const move = (
    <Button
      size={size}
      variant={large ? "primary" : "secondary"}
      className={cn(large && "basis-full!")}
      onClick={onMove}
    >
      <CalendarClock aria-hidden />
      {words("entry.move")}
    </Button>
  );
  return (
    <div className={cn("flex flex-wrap gap-2", large && "w-full *:flex-1")}>
      {waiting && large && move}
      <Button size={size} variant={waiting && large ? "secondary" : "primary"} asChild>
        <Link to={`/publications/${entry.publication_id}`}>
          {words("entry.open")}
          <ArrowRight aria-hidden />
        </Link>
      </Button>
      {entry.url && (
        <Button size={size} asChild>
          <a href={entry.url} target="_blank" rel="noreferrer">
            {posts("openOn", { platform })}
            <ExternalLink aria-hidden />
          </a>
        </Button>
      )}
      {waiting && (
        <>
          <Button size={size} asChild>
            <Link to={`/compose/${entry.post_id}`}>
              <PenLine aria-hidden />
              {words("entry.edit")}
            </Link>
          </Button>
          {!large && move}
          <Button size={size} variant="ghost" onClick={onTakeOff}>
            <Undo2 aria-hidden />
            {words("entry.cancel")}
          </Button>
        </>
      )}
    </div>
  );
}
