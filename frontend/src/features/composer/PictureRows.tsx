import { ArrowDown, ArrowUp, TriangleAlert, X } from "lucide-react";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Progress } from "@/components/ui/progress";
import type { AttachedFile } from "@/lib/api/contract";
import { useComposerWords } from "@/lib/strings/en/composer";

import type { Upload } from "./use-uploads";
import { moved } from "./writing";

interface RowProps {
  file: AttachedFile;
  index: number;
  last: number;
  altMax: number;
  locked: boolean;
  onChange: (file: AttachedFile) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
}

function PictureRow({ file, index, last, altMax, locked, onChange, onMove, onRemove }: RowProps) {
  const words = useComposerWords();
  const number = index + 1;
  return (
    <li className="flex gap-3 rounded-lg border border-line bg-canvas p-2">
      <img src={file.thumbnail_url} alt="" className="size-20 shrink-0 rounded-md bg-sunken object-cover" />
      <Field
        label={words("pictures.alt", { number })}
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
        <div className="flex flex-col">
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={words("pictures.remove", { number })}
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
                aria-label={words("pictures.earlier", { number })}
                onClick={() => onMove(index - 1)}
              >
                <ArrowUp aria-hidden />
              </Button>
              <Button
                variant="ghost"
                size="icon-sm"
                disabled={index === last}
                aria-label={words("pictures.later", { number })}
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

function UploadRow({ upload, onForget }: { upload: Upload; onForget: () => void }) {
  const words = useComposerWords();
  const { name, picture, progress, problem } = upload;
  return (
    <li className="flex items-center gap-3 rounded-lg border border-line bg-canvas p-2">
      <img src={picture} alt="" className="size-20 shrink-0 rounded-md bg-sunken object-cover opacity-60" />
      <div className="min-w-0 flex-1">
        {problem ? (
          <p role="alert" className="flex gap-1.5 text-sm text-bad-text">
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            <span>
              {problem.title} {problem.detail}
            </span>
          </p>
        ) : (
          <>
            <p className="mb-2 truncate text-sm text-ink-muted">{words("pictures.uploading", { name })}</p>
            <Progress label={words("pictures.uploading", { name })} value={progress} />
          </>
        )}
      </div>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={words(problem ? "pictures.dismiss" : "pictures.stop", { name })}
        onClick={onForget}
      >
        <X aria-hidden />
      </Button>
    </li>
  );
}

interface PictureRowsProps {
  files: AttachedFile[];
  uploads: Upload[];
  altMax: number;
  locked: boolean;
  onChange: (files: AttachedFile[]) => void;
  onForget: (upload: Upload) => void;
}

/** The pictures of a part, each with its words for people who cannot see it. */
export function PictureRows({ files, uploads, altMax, locked, onChange, onForget }: PictureRowsProps) {
  const words = useComposerWords();
  if (files.length + uploads.length === 0) return null;
  return (
    <ul aria-label={words("pictures.title")} className="flex flex-col gap-2">
      {files.map((file, index) => (
        <PictureRow
          key={file.media_id}
          file={file}
          index={index}
          last={files.length - 1}
          altMax={altMax}
          locked={locked}
          onChange={(next) => onChange(files.map((other) => (other === file ? next : other)))}
          onMove={(to) => onChange(moved(files, index, to))}
          onRemove={() => onChange(files.filter((other) => other !== file))}
        />
      ))}
      {uploads.map((upload) => (
        <UploadRow key={upload.key} upload={upload} onForget={() => onForget(upload)} />
      ))}
    </ul>
  );
}
