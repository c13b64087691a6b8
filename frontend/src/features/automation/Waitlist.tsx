import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { Button } from "@/components/ui/button";
import { PlatformMark } from "@/components/ui/platform-mark";
import type { PlannedEntry } from "@/lib/api/contract";
import { useZone } from "@/lib/api/user";
import { cn } from "@/lib/cn";
import { useAutomationWords } from "@/lib/strings/en/automation";
import { formatMoment } from "@/lib/time";

import type { Unsaved } from "./unsaved";

interface WaitlistProps {
  entries: PlannedEntry[];
  current: string;
  chosen: ReadonlySet<string>;
  onCurrent: (id: string) => void;
  onChosen: (chosen: Set<string>) => void;
  unsaved: Unsaved;
  /** Fetches further ones; undefined where these are all. */
  onMore: (() => void) | undefined;
  fetching: boolean;
}

type LineProps = Pick<WaitlistProps, "onCurrent"> & {
  entry: PlannedEntry;
  isCurrent: boolean;
  isChosen: boolean;
  isUnsaved: boolean;
  onToggle: (id: string) => void;
};

function Line({ entry, isCurrent, isChosen, isUnsaved, onCurrent, onToggle }: LineProps) {
  const words = useAutomationWords();
  const zone = useZone();
  const time = formatMoment(entry.at, zone, "moment");
  return (
    // What is far from the window costs nothing to lay out.
    <li
      className={cn(
        "flex items-start gap-1 rounded-md pl-2 [contain-intrinsic-size:auto_4.5rem] [content-visibility:auto]",
        isCurrent && "bg-accent-soft",
      )}
    >
      <Checkbox
        className="pt-3"
        label={<span className="sr-only">{words("review.select", { time })}</span>}
        checked={isChosen}
        onChange={() => onToggle(entry.id)}
      />
      <button
        type="button"
        aria-current={isCurrent || undefined}
        onClick={() => onCurrent(entry.id)}
        className="min-w-0 flex-1 rounded-md p-2 text-left focus-visible:-outline-offset-2"
      >
        <span className="flex items-center gap-1.5 text-xs text-ink-muted tabular-nums">
          <PlatformMark platform={entry.platform} className="size-3.5" />
          {time}
          {isUnsaved && <Badge tone="warn">{words("review.unsaved")}</Badge>}
        </span>
        <span dir="auto" className="line-clamp-2 text-sm break-words">
          {entry.text}
        </span>
      </button>
    </li>
  );
}

/** Everything that waits, to look at one or to choose several. Wide screens only. */
export function Waitlist(props: WaitlistProps) {
  const { entries, current, chosen, onCurrent, onChosen, unsaved, onMore, fetching } = props;
  const words = useAutomationWords();
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChosen(next);
  };
  const every = chosen.size === entries.length;
  return (
    <section
      aria-label={words("review.queue")}
      className="rounded-lg border border-line bg-surface shadow-sm"
    >
      <div className="border-b border-line p-2">
        <Button
          size="sm"
          variant="ghost"
          onClick={() => onChosen(new Set(every ? [] : entries.map(({ id }) => id)))}
        >
          {words(every ? "review.noneChosen" : "review.all")}
        </Button>
      </div>
      <ol className="max-h-[70dvh] overflow-y-auto p-1">
        {entries.map((entry) => (
          <Line
            key={entry.id}
            entry={entry}
            isCurrent={entry.id === current}
            isChosen={chosen.has(entry.id)}
            isUnsaved={unsaved[entry.id] !== undefined}
            onCurrent={onCurrent}
            onToggle={toggle}
          />
        ))}
      </ol>
      {onMore && (
        <div className="border-t border-line p-2">
          <Button size="sm" busy={fetching} onClick={onMore}>
            {words("review.more")}
          </Button>
        </div>
      )}
    </section>
  );
}
