import { CalendarPlus, CircleAlert, PlugZap } from "lucide-react";
import { Link } from "react-router";

import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Note } from "@/components/ui/error-state";
import { useCalendarWords } from "@/lib/strings/en/calendar";

import { writePath } from "./days";

/** Says that some posts wait for a decision. */
export function NeedsNote({ count, onShow }: { count: number; onShow: () => void }) {
  const words = useCalendarWords();
  return (
    <Note tone="bad" role="status" className="mb-4">
      <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="inline-flex items-center gap-2 font-medium">
          <CircleAlert aria-hidden className="size-4" />
          {words("needs", { count })}
        </span>
        <Button variant="link" onClick={onShow}>
          {words("needsShow")}
        </Button>
      </span>
    </Note>
  );
}

/** Nothing matches the filter. */
export function FilteredOut({ onClear }: { onClear: () => void }) {
  const words = useCalendarWords();
  return (
    <Note role="status" className="mb-4">
      <span className="flex flex-wrap items-center gap-x-4">
        {words("filter.hidden")}
        <Button variant="link" onClick={onClear}>
          {words("filter.clear")}
        </Button>
      </span>
    </Note>
  );
}

/** The posts are there, but the notes did not come. */
export function NotesMissing({ onAgain }: { onAgain: () => void }) {
  const words = useCalendarWords();
  return (
    <Note role="status" className="mb-4">
      <span className="flex flex-wrap items-center gap-x-4">
        {words("note.failed")}
        <Button variant="link" onClick={onAgain}>
          {words("note.again")}
        </Button>
      </span>
    </Note>
  );
}

interface NothingProps {
  connected: boolean;
  soon: string;
}

/** An empty range: says what fills it. */
export function NothingPlanned({ connected, soon }: NothingProps) {
  const words = useCalendarWords();
  return (
    <EmptyState
      className="mb-4 py-6"
      icon={connected ? CalendarPlus : PlugZap}
      title={words(connected ? "empty.title" : "empty.connectTitle")}
      detail={words(connected ? "empty.detail" : "empty.connectDetail")}
      action={
        <Button variant="primary" asChild>
          <Link to={connected ? writePath("", soon) : "/platforms"}>
            {words(connected ? "empty.write" : "empty.connect")}
          </Link>
        </Button>
      }
    />
  );
}
