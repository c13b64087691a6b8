import { ImagePlus, Images, Palette, Trash2 } from "lucide-react";
import {
  lazy,
  Suspense,
  useEffect,
  useId,
  useRef,
  useState,
  type ClipboardEvent,
  type DragEvent,
} from "react";

import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { cn } from "@/lib/cn";
import { useComposerWords } from "@/lib/strings/en/composer";

import { isError, type Said } from "./check-facts";
import type { Count } from "./counts";
import { CountRing } from "./CountRing";
import { acceptFor, altMost, kindsFor, mostFiles, sortFiles } from "./file-rules";
import type { SendAs } from "./FittedRows";
import { ProblemLines } from "./ProblemLines";
import { listed, type Target } from "./targets";
import { attached, type Upload } from "./use-uploads";
import type { Part } from "./writing";

const FileRows = lazy(() => import("./FileRows"));
const LibraryDialog = lazy(() => import("@/components/media-library/library-dialog"));
const PictureMaker = lazy(() => import("@/components/picture-maker/picture-maker"));

interface PartEditorProps {
  part: Part;
  /** 1 for the post itself. */
  number: number;
  /** How the part is called; the post itself needs no name while it is alone. */
  label: string | null;
  /** The accounts that get this part. */
  targets: Target[];
  sendAs: SendAs[];
  count: Count | undefined;
  uploads: Upload[];
  problems: { text: Said[]; files: Said[] };
  locked: boolean;
  /** Takes the focus when it appears. */
  focused?: boolean;
  onChange: (change: (part: Part) => Part) => void;
  onFiles: (files: File[]) => void;
  onForget: (upload: Upload) => void;
  onRemove?: () => void;
}

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

function useTakeFiles({ part, targets, uploads, locked, onFiles }: PartEditorProps) {
  const words = useComposerWords();
  return (files: File[]) => {
    if (locked || files.length === 0) return;
    const waiting = uploads.filter(({ problem }) => !problem).length;
    const most = mostFiles(targets);
    const wanted = kindsFor(targets);
    const { taken, wrongKind, full } = sortFiles(files, wanted, most - part.files.length - waiting);
    const kinds = listed(wanted.map((kind) => words(`pictures.kinds.${kind}`)));
    for (const name of wrongKind) toast.note(words("pictures.kind", { name, kinds }));
    if (full) toast.note(words("pictures.full", { count: most }));
    onFiles(taken);
  };
}

/** One text field with its files, count and problems. */
export function PartEditor(props: PartEditorProps) {
  const { part, number, label, targets, uploads, problems, locked, focused, onChange, onForget, onRemove } =
    props;
  const { count, sendAs } = props;
  const words = useComposerWords();
  const id = useId();
  const [over, setOver] = useState(false);
  const [picking, setPicking] = useState(false);
  const [making, setMaking] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const field = useGrowing(part.text);
  const take = useTakeFiles(props);
  const wanted = kindsFor(targets);
  const addFiles = words(wanted.includes("document") ? "pictures.addAll" : "pictures.add");
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
      aria-label={label ?? words("text")}
      className={cn("relative flex flex-col gap-3 px-4 pt-3 pb-3 sm:px-5", over && "bg-accent-soft")}
      {...drop}
    >
      <textarea
        ref={field}
        dir="auto"
        rows={label === null ? 5 : 2}
        // The composer has one purpose, and its page was opened to write.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={focused}
        readOnly={locked}
        value={part.text}
        aria-label={number === 1 ? words("text") : words("textPart", { number })}
        aria-invalid={problems.text.some(isError) || undefined}
        aria-describedby={problems.text.length > 0 ? id : undefined}
        placeholder={words(number === 1 ? "placeholder" : "placeholderPart")}
        className="w-full resize-none bg-transparent text-base leading-6 outline-none placeholder:text-ink-faint read-only:text-ink-muted"
        onChange={(event) => {
          const text = event.target.value;
          onChange((current) => ({ ...current, text }));
        }}
        onPaste={onPaste}
      />
      <ProblemLines id={id} problems={problems.text} targets={targets} />
      {part.files.length + uploads.length > 0 && (
        <Suspense fallback={<Skeleton className="h-24 rounded-md" />}>
          <FileRows
            files={part.files}
            uploads={uploads}
            altMax={altMost(targets)}
            locked={locked}
            sendAs={sendAs}
            onChange={(files) => onChange((current) => ({ ...current, files }))}
            onForget={onForget}
          />
        </Suspense>
      )}
      <ProblemLines
        // A missing description is said at its picture already; only what is refused is said once more.
        problems={problems.files.filter((said) => said.problem.field === "media" || isError(said))}
        targets={targets}
      />
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <div className="-ml-2 flex items-center gap-1">
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            aria-label={addFiles}
            accept={acceptFor(wanted)}
            onChange={(event) => {
              take([...(event.target.files ?? [])]);
              event.target.value = "";
            }}
          />
          <Button
            variant="ghost"
            size="sm"
            disabled={locked || part.files.length >= mostFiles(targets)}
            onClick={() => picker.current?.click()}
          >
            <ImagePlus aria-hidden />
            {addFiles}
          </Button>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={words("pictures.library")}
            title={words("pictures.library")}
            disabled={locked || part.files.length >= mostFiles(targets)}
            onClick={() => setPicking(true)}
          >
            <Images aria-hidden />
          </Button>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={words("pictures.make")}
            title={words("pictures.make")}
            disabled={locked || part.files.length >= mostFiles(targets)}
            onClick={() => setMaking(true)}
          >
            <Palette aria-hidden />
          </Button>
          {making && (
            <Suspense fallback={null}>
              <PictureMaker
                text={part.text}
                onMade={(media) =>
                  onChange((current) => ({ ...current, files: [...current.files, attached(media)] }))
                }
                onClose={() => setMaking(false)}
              />
            </Suspense>
          )}
          {picking && (
            <Suspense fallback={null}>
              <LibraryDialog
                onPick={(media) =>
                  onChange((current) => ({
                    ...current,
                    files: [
                      ...current.files,
                      ...media
                        .map(attached)
                        .filter(({ media_id }) => !current.files.some((file) => file.media_id === media_id)),
                    ],
                  }))
                }
                onClose={() => setPicking(false)}
              />
            </Suspense>
          )}
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
        {count && (
          <CountRing
            count={count.count}
            limit={count.limit}
            of={targets.length > 1 ? count.target.platform.name : undefined}
          />
        )}
      </div>
      {over && (
        <p className="pointer-events-none absolute inset-1 grid place-items-center rounded-lg border-2 border-dashed border-accent bg-accent-soft font-medium text-accent-text">
          {words("pictures.drop")}
        </p>
      )}
    </div>
  );
}
