import { useState } from "react";

import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogRoot } from "@/components/ui/dialog";
import { Note } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useConnections } from "@/lib/api/connections";
import { usePlatforms } from "@/lib/api/platforms";
import { useZone } from "@/lib/api/user";
import { useDraftWords } from "@/lib/strings/en/drafts";
import { useUiWords } from "@/lib/strings/en/ui";
import { zoneName } from "@/lib/time";

import { timesOf, type Slot } from "./slots";

interface TimesDialogProps {
  slots: Slot[];
  onClose: () => void;
  onChoose: (times: string[], zone: string) => void;
}

function usePlatformsWithout(slots: Slot[]): { names: string[]; none: boolean } {
  const connected = new Set((useConnections().data ?? []).map(({ platform }) => platform));
  const platforms = usePlatforms().data ?? [];
  const wanted = new Set(slots.flatMap(({ drafts }) => drafts.map(({ platform }) => platform)));
  const without = [...wanted].filter((key) => !connected.has(key));
  return {
    names: without.map((key) => platforms.find((platform) => platform.key === key)?.name ?? key),
    none: without.length === wanted.size,
  };
}

/** At which time of the clock the posts of each day go out. */
export default function TimesDialog({ slots, onClose, onChoose }: TimesDialogProps) {
  const words = useDraftWords();
  const ui = useUiWords();
  const zone = useZone();
  const most = Math.max(1, ...slots.map(({ number }) => number));
  const [times, setTimes] = useState(() => timesOf(most));
  const { names, none } = usePlatformsWithout(slots);
  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Dialog
        title={words("times.title")}
        detail={words("times.detail", { count: slots.length })}
        footer={
          <>
            <DialogClose asChild>
              <Button>{ui("cancel")}</Button>
            </DialogClose>
            <Button
              variant="primary"
              disabled={none || times.some((time) => !time)}
              onClick={() => onChoose(times, zone)}
            >
              {words("times.confirm")}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          {none ? (
            <Note tone="warn">{words("times.noAccounts")}</Note>
          ) : (
            names.length > 0 && <Note>{words("times.some", { platforms: names.join(", ") })}</Note>
          )}
          <div className="grid grid-cols-2 gap-3">
            {times.map((time, place) => (
              <Field key={place} label={words("times.label", { number: place + 1 })}>
                <Input
                  type="time"
                  className="tabular-nums"
                  value={time}
                  onChange={(event) =>
                    setTimes(times.map((one, index) => (index === place ? event.target.value : one)))
                  }
                />
              </Field>
            ))}
          </div>
          <p className="text-xs text-ink-faint">{words("times.zone", { zone: zoneName(zone) })}</p>
        </div>
      </Dialog>
    </DialogRoot>
  );
}
