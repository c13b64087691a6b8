import { CalendarClock, Repeat, Save, Send } from "lucide-react";

import { QueueButton } from "@/components/queue-button";
import { Button } from "@/components/ui/button";
import type { When } from "@/lib/api/posts";
import { cn } from "@/lib/cn";
import { useComposerWords } from "@/lib/strings/en/composer";
import { formatMoment, fromLocalInput } from "@/lib/time";

export type Mode = "now" | "later" | "planned";

interface ActionBarProps {
  mode: Mode;
  when: When;
  busy: boolean;
  accounts: string[];
  /** A planned post has changes that are not applied. */
  behind: boolean;
  /** It is written to recur: then this is what the main button does. */
  repeats: boolean;
  onRepeat: () => void;
  onMain: () => void;
  onMode: (mode: Mode) => void;
  onQueue: (queueId: string) => void;
}

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The buttons that send; on a phone they stand above the navigation, under the thumb. */
export function ActionBar(props: ActionBarProps) {
  const { mode, when, busy, accounts, behind, repeats, onRepeat, onMain, onMode, onQueue } = props;
  const words = useComposerWords();
  if (mode === "planned") {
    return (
      <Button variant="primary" busy={busy} disabled={!behind} onClick={onMain}>
        {!busy && <Save aria-hidden />}
        {words("send.save")}
      </Button>
    );
  }
  const time = when.local ? formatMoment(fromLocalInput(when.local, when.zone), when.zone, "moment") : null;
  return (
    <>
      {mode === "now" && <QueueButton accounts={accounts} busy={busy} onAdd={onQueue} />}
      <span className="mr-auto max-lg:hidden" />
      <Button variant={repeats ? "primary" : "ghost"} disabled={busy} onClick={onRepeat}>
        <Repeat aria-hidden />
        <span className={cn(!repeats && "max-sm:sr-only")}>{words("send.repeat")}</span>
      </Button>
      <Button
        className="max-sm:flex-1"
        aria-pressed={mode === "later"}
        onClick={() => onMode(mode === "later" ? "now" : "later")}
      >
        {mode === "now" && <CalendarClock aria-hidden />}
        {words(mode === "later" ? "send.backToNow" : "send.later")}
      </Button>
      <Button
        variant={repeats ? "secondary" : "primary"}
        busy={busy}
        className="max-sm:flex-1"
        title={words("send.key", { key: isMac ? "⌘" : "Ctrl" })}
        aria-keyshortcuts={isMac ? "Meta+Enter" : "Control+Enter"}
        onClick={onMain}
      >
        {!busy && (mode === "later" ? <CalendarClock aria-hidden /> : <Send aria-hidden />)}
        {mode === "now"
          ? words("send.now")
          : time
            ? words("send.scheduleFor", { time })
            : words("send.schedule")}
      </Button>
    </>
  );
}
