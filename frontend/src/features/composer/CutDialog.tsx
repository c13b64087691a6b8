import { useState, type KeyboardEvent, type MouseEvent } from "react";

import { Button } from "@/components/ui/button";
import { DialogRoot, Sheet } from "@/components/ui/dialog";
import type { AttachedFile, Media } from "@/lib/api/contract";
import { useSettled } from "@/lib/debounce";
import { useComposerWords } from "@/lib/strings/en/composer";

import { FittedRows, type SendAs } from "./FittedRows";

type Focus = [number, number];

interface CutDialogProps {
  file: AttachedFile;
  media: Media | undefined;
  sendAs: SendAs[];
  onChange: (focus: Focus | null) => void;
  onClose: () => void;
}

const middle: Focus = [0.5, 0.5];
const step = 0.05;
const steps: Record<string, Focus> = {
  ArrowLeft: [-step, 0],
  ArrowRight: [step, 0],
  ArrowUp: [0, -step],
  ArrowDown: [0, step],
};
const within = (share: number) => Math.round(Math.min(1, Math.max(0, share)) * 100) / 100;

function FocusPicker({
  file,
  focus,
  onChange,
}: {
  file: AttachedFile;
  focus: Focus;
  onChange: (f: Focus) => void;
}) {
  const words = useComposerWords();
  const onClick = (event: MouseEvent<HTMLButtonElement>) => {
    // A press of Enter is a click without a place.
    if (event.detail === 0) return;
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    onChange([within((event.clientX - left) / width), within((event.clientY - top) / height)]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = steps[event.key];
    if (!by) return;
    event.preventDefault();
    onChange([within(focus[0] + by[0]), within(focus[1] + by[1])]);
  };
  const said = words("cut.at", { across: Math.round(focus[0] * 100), down: Math.round(focus[1] * 100) });
  return (
    <div className="flex flex-col items-center gap-2">
      <button
        type="button"
        aria-label={words("cut.focus")}
        aria-describedby="cut-focus-at"
        onClick={onClick}
        onKeyDown={onKeyDown}
        className="relative inline-block cursor-crosshair overflow-hidden rounded-lg bg-sunken"
      >
        <img src={file.url} alt="" draggable={false} className="max-h-72 w-auto max-w-full" />
        <span
          aria-hidden
          className="absolute size-7 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-on-accent bg-accent/40 shadow-md ring-1 ring-accent"
          style={{ left: `${focus[0] * 100}%`, top: `${focus[1] * 100}%` }}
        />
      </button>
      <p id="cut-focus-at" aria-live="polite" className="text-xs text-ink-faint tabular-nums">
        {said}
      </p>
    </div>
  );
}

const pause = 400;

/** Chooses what must stay where a platform cuts, and shows what each platform will get. */
export default function CutDialog({ file, media, sendAs, onChange, onClose }: CutDialogProps) {
  const words = useComposerWords();
  const [focus, setFocus] = useState<Focus | null>(file.focus ?? null);
  const settled = useSettled(focus, pause);
  const kind = media?.kind ?? "image";
  const choose = (next: Focus | null) => {
    setFocus(next);
    onChange(next);
  };
  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Sheet title={words("cut.title")} detail={kind === "image" ? words("cut.detail") : undefined}>
        <div className="flex flex-col gap-4">
          {kind === "image" && (
            <>
              <FocusPicker file={file} focus={focus ?? middle} onChange={choose} />
              {focus && (
                <Button size="sm" variant="ghost" className="self-center" onClick={() => choose(null)}>
                  {words("cut.middle")}
                </Button>
              )}
            </>
          )}
          <FittedRows mediaId={file.media_id} kind={kind} focus={settled} sendAs={sendAs} />
        </div>
      </Sheet>
    </DialogRoot>
  );
}
