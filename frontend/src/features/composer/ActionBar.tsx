import { CalendarClock, Save, Send } from "lucide-react";

import { QueueButton } from "@/components/queue-button";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import type { When } from "@/lib/api/posts";
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
  onMain: () => void;
  onMode: (mode: Mode) => void;
  onQueue: (queueId: string) => void;
}

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The buttons that send; on a phone they stand above the navigation, under the thumb. */
export function ActionBar({ mode, when, busy, accounts, behind, onMain, onMode, onQueue }: ActionBarProps) {
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
      <span aria-hidden className="mr-auto max-lg:hidden">
        <Kbd>{words(isMac ? "send.keyMac" : "send.key")}</Kbd>
      </span>
      <Button
        className="max-sm:flex-1"
        aria-pressed={mode === "later"}
        onClick={() => onMode(mode === "later" ? "now" : "later")}
      >
        {mode === "now" && <CalendarClock aria-hidden />}
        {words(mode === "later" ? "send.backToNow" : "send.later")}
      </Button>
      <Button variant="primary" busy={busy} className="max-sm:flex-1" onClick={onMain}>
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
