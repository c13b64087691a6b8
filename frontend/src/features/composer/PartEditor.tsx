import { ImagePlus, Trash2 } from "lucide-react";
import { useEffect, useId, useRef, useState, type ClipboardEvent, type DragEvent } from "react";

import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { cn } from "@/lib/cn";
import { useComposerWords } from "@/lib/strings/en/composer";
import { weighForX } from "@/lib/x-text";

import { CountRing } from "./CountRing";
import { PictureRows } from "./PictureRows";
import { sortFiles, type PictureLimits } from "./picture-rules";
import { ProblemLines } from "./ProblemLines";
import type { CheckProblem } from "@/lib/api/contract";
import type { Upload } from "./use-uploads";
import type { Part } from "./writing";

interface PartEditorProps {
  part: Part;
  /** 1 for the post itself. */
  number: number;
  ofThread: boolean;
  limits: PictureLimits;
  uploads: Upload[];
  problems: CheckProblem[];
  locked: boolean;
  /** Takes the focus when it appears. */
  focused?: boolean;
  onChange: (change: (part: Part) => Part) => void;
  onFiles: (files: File[]) => void;
  onForget: (upload: Upload) => void;
  onRemove?: () => void;
}

// A missing description is said at its picture already; only what is refused is said once more.
const isError = ({ severity }: CheckProblem) => severity === "error";
const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");

/** Grows the field with its text, so that nothing typed hides behind a scroll bar. */
function useGrowing(text: string) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);
  return field;
}

function useTakeFiles({ part, limits, uploads, locked, onFiles }: PartEditorProps) {
  const words = useComposerWords();
  return (files: File[]) => {
    if (locked || files.length === 0) return;
    const waiting = uploads.filter(({ problem }) => !problem).length;
    const { taken, refused } = sortFiles(files, limits, limits.images_max - part.files.length - waiting);
    for (const { name, refusal } of refused) {
      if (refusal.reason === "full") toast.note(words("pictures.full", { count: refusal.limit }));
      else
        toast.note(words(`pictures.${refusal.reason}`, { name, size: refusal.size, limit: refusal.limit }));
    }
    onFiles(taken);
  };
}

/** One text field with its pictures, count and problems. */
export function PartEditor(props: PartEditorProps) {
  const { part, number, ofThread, limits, uploads, problems, locked, focused, onChange, onForget, onRemove } =
    props;
  const words = useComposerWords();
  const id = useId();
  const [over, setOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const field = useGrowing(part.text);
  const take = useTakeFiles(props);
  const at = (place: string) => problems.filter((problem) => problem.field === place);
  const textProblems = problems.filter(({ field: place }) => place !== "media" && place !== "alt");
  const drop = {
    onDragOver: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(!locked);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      take([...event.dataTransfer.files]);
    },
  };
  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    take(files);
  };
  return (
    <div
      role="group"
      aria-label={ofThread ? words("thread.part", { number }) : words("text")}
      className={cn("relative flex flex-col gap-3 px-4 pt-3 pb-3 sm:px-5", over && "bg-accent-soft")}
      {...drop}
    >
      <textarea
        ref={field}
        dir="auto"
        rows={number === 1 && !ofThread ? 5 : 2}
        // The composer has one purpose, and its page was opened to write.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={focused}
        readOnly={locked}
        value={part.text}
        aria-label={number === 1 ? words("text") : words("textPart", { number })}
        aria-invalid={textProblems.some(isError) || undefined}
        aria-describedby={textProblems.length > 0 ? id : undefined}
        placeholder={words(number === 1 ? "placeholder" : "placeholderPart")}
        className="w-full resize-none bg-transparent text-base leading-6 outline-none placeholder:text-ink-faint read-only:text-ink-muted"
        onChange={(event) => {
          const text = event.target.value;
          onChange((current) => ({ ...current, text }));
        }}
        onPaste={onPaste}
      />
      <ProblemLines id={id} problems={textProblems} />
      <PictureRows
        files={part.files}
        uploads={uploads}
        altMax={limits.alt_text_max}
        locked={locked}
        onChange={(files) => onChange((current) => ({ ...current, files }))}
        onForget={onForget}
      />
      <ProblemLines problems={[...at("media"), ...at("alt").filter(isError)]} />
      <div className="flex items-center justify-between gap-3">
        <div className="-ml-2 flex items-center gap-1">
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            aria-label={words("pictures.add")}
            accept={[...limits.image_types, "image/gif"].join(",")}
            onChange={(event) => {
              take([...(event.target.files ?? [])]);
              event.target.value = "";
            }}
          />
          <Button
            variant="ghost"
            size="sm"
            disabled={locked || part.files.length >= limits.images_max}
            onClick={() => picker.current?.click()}
          >
            <ImagePlus aria-hidden />
            {words("pictures.add")}
          </Button>
          {onRemove && (
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={words("thread.remove", { number })}
              onClick={onRemove}
            >
              <Trash2 aria-hidden />
            </Button>
          )}
        </div>
        <CountRing count={weighForX(part.text)} limit={limits.text_max} />
      </div>
      {over && (
        <p className="pointer-events-none absolute inset-1 grid place-items-center rounded-lg border-2 border-dashed border-accent bg-accent-soft font-medium text-accent-text">
          {words("pictures.drop")}
        </p>
      )}
    </div>
  );
}
