import { CalendarClock } from "lucide-react";
import { Link } from "react-router";

import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/error-state";
import type { Post } from "@/lib/api/contract";
import { useZone } from "@/lib/api/user";
import { useComposerWords } from "@/lib/strings/en/composer";
import { usePostWords } from "@/lib/strings/en/posts";
import { formatMoment, toLocalInput } from "@/lib/time";

interface PlannedNoteProps {
  post: Post;
  notices: string[];
  onMove: () => void;
  onCancel: () => void;
  busy: boolean;
}

/** Says when a scheduled post goes out and lets the person change that. */
export default function PlannedNote({ post, notices, onMove, onCancel, busy }: PlannedNoteProps) {
  const words = useComposerWords();
  const posts = usePostWords();
  const zone = useZone();
  if (!post.planned) return null;
  const held = post.publications.find(({ hold, position }) => hold && position === 0)?.hold;
  return (
    <Note
      tone={held ? "warn" : "accent"}
      role="status"
      title={
        <span className="inline-flex items-center gap-2">
          <CalendarClock aria-hidden className="size-4" />
          {words("planned.title", { time: formatMoment(post.planned.at, zone, "moment") })}
        </span>
      }
    >
      {held && <p>{`${posts(`hold.${held.code}`)}. ${held.message}`}</p>}
      {notices.map((notice) => (
        <p key={notice} className="font-medium">
          {notice}
        </p>
      ))}
      <p>{words("planned.detail")}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button size="sm" onClick={onMove}>
          {words("planned.move")}
        </Button>
        <Button size="sm" busy={busy} onClick={onCancel}>
          {words("planned.cancel")}
        </Button>
        <Button size="sm" variant="ghost" asChild>
          <Link to={`/calendar?day=${toLocalInput(new Date(post.planned.at), zone).slice(0, 10)}`}>
            {words("planned.calendar")}
          </Link>
        </Button>
      </div>
    </Note>
  );
}
