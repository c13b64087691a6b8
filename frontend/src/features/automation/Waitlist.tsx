import { Checkbox } from "@/components/ui/checkbox";
import { Button } from "@/components/ui/button";
import { PlatformMark } from "@/components/ui/platform-mark";
import type { PlannedEntry } from "@/lib/api/contract";
import { useZone } from "@/lib/api/user";
import { cn } from "@/lib/cn";
import { useAutomationWords } from "@/lib/strings/en/automation";
import { formatMoment } from "@/lib/time";

interface WaitlistProps {
  entries: PlannedEntry[];
  current: string;
  chosen: ReadonlySet<string>;
  onCurrent: (id: string) => void;
  onChosen: (chosen: Set<string>) => void;
}

/** Everything that waits, to look at one or to choose several. Wide screens only. */
export function Waitlist({ entries, current, chosen, onCurrent, onChosen }: WaitlistProps) {
  const words = useAutomationWords();
  const zone = useZone();
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
        {entries.map((entry) => {
          const time = formatMoment(entry.at, zone, "moment");
          return (
            <li
              key={entry.id}
              className={cn(
                "flex items-start gap-1 rounded-md pl-2",
                entry.id === current && "bg-accent-soft",
              )}
            >
              <Checkbox
                className="pt-3"
                label={<span className="sr-only">{words("review.select", { time })}</span>}
                checked={chosen.has(entry.id)}
                onChange={() => toggle(entry.id)}
              />
              <button
                type="button"
                aria-current={entry.id === current || undefined}
                onClick={() => onCurrent(entry.id)}
                className="min-w-0 flex-1 rounded-md p-2 text-left focus-visible:-outline-offset-2"
              >
                <span className="flex items-center gap-1.5 text-xs text-ink-muted tabular-nums">
                  <PlatformMark platform={entry.platform} className="size-3.5" />
                  {time}
                </span>
                <span dir="auto" className="line-clamp-2 text-sm break-words">
                  {entry.text}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
