import {
  DndContext,
  PointerSensor,
  closestCenter,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { ArrowDown, ArrowUp, FileText, Film, GripVertical, Scan, X } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import type { AttachedFile, Media, MediaKind } from "@/lib/api/contract";
import { useMediaFacts } from "@/lib/api/media";
import { cn } from "@/lib/cn";
import { formatClock } from "@/lib/numbers";
import { useComposerWords } from "@/lib/strings/en/composer";

import type { SendAs } from "./FittedRows";
import { UploadRow } from "./UploadRow";
import type { Upload } from "./use-uploads";
import { moved } from "./writing";

const CutDialog = lazy(() => import("./CutDialog"));

/** What cannot be seen in a small picture: how long a film is, how many pages a document has. */
function KindMark({ media }: { media: Media | undefined }) {
  const words = useComposerWords();
  if (!media || media.kind === "image" || media.kind === "gif") return null;
  const Icon = media.kind === "video" ? Film : FileText;
  return (
    <span className="absolute bottom-1 left-1 inline-flex items-center gap-1 rounded-sm bg-raised px-1 text-xs text-ink [&_svg]:size-3">
      <Icon aria-hidden />
      {media.seconds !== null && formatClock(media.seconds)}
      {media.pages !== null && words("pictures.pages", { count: media.pages })}
    </span>
  );
}

interface RowProps {
  file: AttachedFile;
  media: Media | undefined;
  index: number;
  last: number;
  altMax: number;
  locked: boolean;
  onChange: (file: AttachedFile) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
  onCut: () => void;
}

function FileRow(props: RowProps) {
  const { file, media, index, last, altMax, locked, onChange, onMove, onRemove, onCut } = props;
  const words = useComposerWords();
  const number = index + 1;
  const kind: MediaKind = media?.kind ?? "image";
  const named = { kind: words(`pictures.${kind}`), number };
  const {
    setNodeRef: grip,
    listeners,
    isDragging,
    transform,
  } = useDraggable({
    id: file.media_id,
    disabled: locked || last === 0,
  });
  const { setNodeRef: place, isOver } = useDroppable({ id: file.media_id });
  return (
    <li
      ref={place}
      className={cn(
        "flex gap-2 rounded-lg border border-line bg-canvas p-2",
        isOver && !isDragging && "border-accent",
        isDragging && "relative z-10 opacity-80 shadow-md",
      )}
      style={transform ? { transform: `translate(0, ${transform.y}px)` } : undefined}
    >
      {!locked && last > 0 && (
        <span
          ref={grip}
          {...listeners}
          aria-hidden
          title={words("pictures.drag")}
          className="grid w-5 shrink-0 cursor-grab touch-none place-items-center text-ink-faint"
        >
          <GripVertical className="size-4" />
        </span>
      )}
      <span className="relative shrink-0">
        <img src={file.thumbnail_url} alt="" className="size-20 rounded-md bg-sunken object-cover" />
        <KindMark media={media} />
      </span>
      <Field
        label={words("pictures.alt", named)}
        hideLabel
        hint={file.alt || locked ? undefined : words("pictures.altMissing")}
        className="min-w-0 flex-1"
      >
        <Textarea
          className="min-h-13 py-1.5"
          rows={2}
          maxLength={altMax}
          readOnly={locked}
          value={file.alt}
          placeholder={words("pictures.altHint")}
          onChange={(event) => onChange({ ...file, alt: event.target.value })}
        />
      </Field>
      {!locked && (
        <div className="grid auto-rows-min grid-cols-2 content-start">
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={words("pictures.cut", named)}
            title={words("pictures.cut", named)}
            onClick={onCut}
          >
            <Scan aria-hidden />
          </Button>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={words("pictures.remove", named)}
            onClick={onRemove}
          >
            <X aria-hidden />
          </Button>
          {last > 0 && (
            <>
              <Button
                variant="ghost"
                size="icon-sm"
                disabled={index === 0}
                aria-label={words("pictures.earlier", named)}
                onClick={() => onMove(index - 1)}
              >
                <ArrowUp aria-hidden />
              </Button>
              <Button
                variant="ghost"
                size="icon-sm"
                disabled={index === last}
                aria-label={words("pictures.later", named)}
                onClick={() => onMove(index + 1)}
              >
                <ArrowDown aria-hidden />
              </Button>
            </>
          )}
        </div>
      )}
    </li>
  );
}

interface FileRowsProps {
  files: AttachedFile[];
  uploads: Upload[];
  altMax: number;
  locked: boolean;
  /** For whom it can be shown how a file is sent. */
  sendAs: SendAs[];
  onChange: (files: AttachedFile[]) => void;
  onForget: (upload: Upload) => void;
}

/** The files of a part, each with its words for people who cannot see it; their order is changed by dragging or by keys. */
export default function FileRows({
  files,
  uploads,
  altMax,
  locked,
  sendAs,
  onChange,
  onForget,
}: FileRowsProps) {
  const words = useComposerWords();
  const facts = useMediaFacts(files.map(({ media_id }) => media_id));
  const [cutting, setCutting] = useState<string | null>(null);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }));
  const place = (id: unknown) => files.findIndex(({ media_id }) => media_id === id);
  const cut = files[place(cutting)];
  const media = cutting === null ? undefined : facts[cutting];
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={({ active, over }) => over && onChange(moved(files, place(active.id), place(over.id)))}
    >
      <ul aria-label={words("pictures.title")} className="flex flex-col gap-2">
        {files.map((file, index) => (
          <FileRow
            key={file.media_id}
            file={file}
            media={facts[file.media_id]}
            index={index}
            last={files.length - 1}
            altMax={altMax}
            locked={locked}
            onChange={(next) => onChange(files.map((other) => (other === file ? next : other)))}
            onMove={(to) => onChange(moved(files, index, to))}
            onRemove={() => onChange(files.filter((other) => other !== file))}
            onCut={() => setCutting(file.media_id)}
          />
        ))}
        {uploads.map((upload) => (
          <UploadRow key={upload.key} upload={upload} onForget={() => onForget(upload)} />
        ))}
      </ul>
      {cut && (
        <Suspense fallback={null}>
          <CutDialog
            file={cut}
            media={media}
            sendAs={sendAs}
            onChange={(focus) => onChange(files.map((other) => (other === cut ? { ...cut, focus } : other)))}
            onClose={() => setCutting(null)}
          />
        </Suspense>
      )}
    </DndContext>
  );
}
