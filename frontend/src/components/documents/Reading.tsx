import { X } from "lucide-react";

import { Button } from "@/components/ui/button";
import { ProblemNote } from "@/components/ui/error-state";
import { Progress } from "@/components/ui/progress";
import type { Source } from "@/lib/api/contract";
import { useGenerationWords } from "@/lib/strings/en/generation";

import type { SourceUpload } from "./use-source-upload";

/** How far the reading of a document is, in pages where it has any. */
export function ReadingProgress({ source }: { source: Source }) {
  const words = useGenerationWords();
  const { state, pages_done: done, pages_total: total } = source;
  const told =
    state === "queued"
      ? words("upload.queued")
      : total > 0
        ? words("upload.readingPages", { done: Math.min(done + 1, total), total })
        : words("upload.reading");
  return (
    <div className="flex flex-col gap-1.5">
      <p role="status" className="text-xs text-ink-muted tabular-nums">
        {told}
      </p>
      <Progress
        label={words("upload.readingName", { name: source.name })}
        value={state === "reading" && total > 0 ? done / total : null}
      />
    </div>
  );
}

/** Documents that are on their way, or were refused with a sentence. */
export function UploadRows({
  uploads,
  onForget,
}: {
  uploads: SourceUpload[];
  onForget: (key: number) => void;
}) {
  const words = useGenerationWords();
  return uploads.map(({ key, name, progress, problem }) => (
    <div key={key} className="flex items-start gap-2">
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm font-medium">{name}</p>
        {problem ? (
          <ProblemNote error={problem} className="mt-1" />
        ) : (
          <>
            <p className="mb-1 text-xs text-ink-muted tabular-nums">
              {words("upload.uploadingShare", { percent: Math.round(progress * 100) })}
            </p>
            <Progress label={words("upload.uploading", { name })} value={progress} />
          </>
        )}
      </div>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`${words("upload.cancel")}: ${name}`}
        onClick={() => onForget(key)}
      >
        <X aria-hidden />
      </Button>
    </div>
  ));
}
