import {
  Ban,
  CalendarClock,
  Check,
  CircleAlert,
  CircleHelp,
  CirclePause,
  LoaderCircle,
  type LucideIcon,
} from "lucide-react";
import { memo } from "react";

import { PlatformMark } from "@/components/ui/platform-mark";
import { accountName } from "@/lib/account-name";
import { cn } from "@/lib/cn";
import { useCalendarWords } from "@/lib/strings/en/calendar";
import { usePostWords } from "@/lib/strings/en/posts";
import { useUiWords } from "@/lib/strings/en/ui";

import type { Entry } from "./entries";
import { draggable, holdable } from "./use-drop";

interface Look {
  icon: LucideIcon;
  chip: string;
  dot: string;
}

const looks = {
  scheduled: { icon: CalendarClock, chip: "bg-accent-soft text-accent-text", dot: "bg-accent" },
  moving: {
    icon: LoaderCircle,
    chip: "bg-accent-soft text-accent-text ring-1 ring-accent",
    dot: "bg-accent",
  },
  held: { icon: CirclePause, chip: "bg-warn-soft text-warn-text ring-1 ring-warn", dot: "bg-warn" },
  published: { icon: Check, chip: "bg-good-soft text-good-text", dot: "bg-good" },
  failed: { icon: CircleAlert, chip: "bg-bad-soft text-bad-text ring-1 ring-bad", dot: "bg-bad" },
  unconfirmed: { icon: CircleHelp, chip: "bg-warn-soft text-warn-text ring-1 ring-warn", dot: "bg-warn" },
  cancelled: { icon: Ban, chip: "bg-sunken text-ink-muted line-through", dot: "bg-line-strong" },
} satisfies Record<string, Look>;

/** How an entry looks: its state's colour, and a sign for those who do not see colours. */
export function lookOf({ state, hold, held }: Pick<Entry, "state" | "hold" | "held">): Look {
  if (state === "publishing" || state === "processing") return looks.moving;
  if (state === "scheduled" && (held || (hold && hold !== "waiting_for_previous"))) return looks.held;
  return looks[state];
}

interface EntryChipProps {
  entry: Entry;
  /** The text beside the time, for wide columns. */
  roomy?: boolean;
  onOpen: (entry: Entry, element: HTMLElement) => void;
  onDrag: (entry: Entry | null) => void;
}

/** What the chip shows by colour and sign only, in words. */
function useEntryState() {
  const words = useCalendarWords();
  const posts = usePostWords();
  const ui = useUiWords();
  return (entry: Entry) => {
    const state = [
      ui(`state.${entry.state}`),
      entry.hold ? posts(`hold.${entry.hold}`) : entry.held && words("entry.held"),
      entry.late && words("entry.late"),
      entry.needs && words("entry.needs"),
    ];
    return words("entry.label", {
      state: state.filter(Boolean).join(", "),
      platform: entry.platform,
      account: accountName(entry),
    });
  };
}

/** One publication on the calendar; can be opened and dragged. */
export const EntryChip = memo(function EntryChip({ entry, roomy, onOpen, onDrag }: EntryChipProps) {
  const posts = usePostWords();
  const stateOf = useEntryState();
  const { icon: Icon, chip } = lookOf(entry);
  const moving = entry.state === "publishing" || entry.state === "processing";
  return (
    <button
      type="button"
      data-publication={entry.publication_id}
      onClick={(event) => onOpen(entry, event.currentTarget)}
      {...draggable(entry, onDrag)}
      className={cn(
        "flex w-full min-w-0 overflow-hidden rounded-sm text-left text-xs transition-[filter] hover:brightness-95",
        chip,
        holdable,
        roomy
          ? "items-start gap-2 px-2 py-1.5 leading-5"
          : "flex-wrap items-center gap-x-1 px-1.5 py-0.5 leading-4",
      )}
    >
      <Icon aria-hidden className={cn("size-3 shrink-0", roomy && "mt-1", moving && "animate-spin")} />
      <span className="shrink-0 font-medium tabular-nums">{roomy ? entry.time : entry.shortTime}</span>
      {/* In the text and not in a label, so that the button is named by everything that it shows. */}
      <span className="sr-only">{stateOf(entry)}</span>
      <PlatformMark platform={entry.platform} tone="ink" className={cn("size-3", roomy && "mt-1")} />
      {/* In a narrow column the words have a line of their own. */}
      <span className={cn("min-w-0", roomy ? "line-clamp-2 flex-1" : "order-last basis-full truncate")}>
        {entry.text || posts("pictureOnly")}
      </span>
      {/* A narrow chip has room for the picture or for the words. */}
      {roomy && entry.thumbnail_url && (
        <img
          src={entry.thumbnail_url}
          alt=""
          loading="lazy"
          draggable={false}
          className="size-10 shrink-0 rounded-sm bg-sunken object-cover"
        />
      )}
      {entry.late && (
        <span aria-hidden className="ml-auto shrink-0 rounded-full bg-warn-soft px-1 text-warn-text">
          {posts("late")}
        </span>
      )}
    </button>
  );
});
