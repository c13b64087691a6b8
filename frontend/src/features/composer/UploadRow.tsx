import { FileText, Film, TriangleAlert, X } from "lucide-react";

import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { useComposerWords } from "@/lib/strings/en/composer";

import type { Upload } from "./use-uploads";

function Picture({ upload }: { upload: Upload }) {
  if (upload.kind === "image" || upload.kind === "gif")
    return (
      <img
        src={upload.picture}
        alt=""
        className="size-20 shrink-0 rounded-md bg-sunken object-cover opacity-60"
      />
    );
  const Icon = upload.kind === "video" ? Film : FileText;
  return (
    <span className="grid size-20 shrink-0 place-items-center rounded-md bg-sunken text-ink-faint">
      <Icon aria-hidden className="size-6" />
    </span>
  );
}

/** A file on its way, with what became of it. */
export function UploadRow({ upload, onForget }: { upload: Upload; onForget: () => void }) {
  const words = useComposerWords();
  const { name, progress, paused, problem } = upload;
  const said = words(paused ? "pictures.paused" : "pictures.uploading", { name });
  return (
    <li className="flex items-center gap-3 rounded-lg border border-line bg-canvas p-2">
      <Picture upload={upload} />
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
            <p className="mb-2 flex gap-2 text-sm text-ink-muted">
              <span className="min-w-0 flex-1 truncate">{said}</span>
              <span className="tabular-nums">
                {words("pictures.percent", { percent: Math.round(progress * 100) })}
              </span>
            </p>
            <Progress label={said} value={progress} />
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
