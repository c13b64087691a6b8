import { FileUp, Sparkles } from "lucide-react";
import { useId, useRef, useState, type DragEvent } from "react";
import { Link } from "react-router";

import { Button } from "@/components/ui/button";
import { usePlan } from "@/lib/api/meta";
import { sourceTypes } from "@/lib/api/sources";
import { useSignedInUser } from "@/lib/api/user";
import { cn } from "@/lib/cn";
import { useGenerationWords } from "@/lib/strings/en/generation";

interface DocumentDropProps {
  onFiles: (files: File[]) => void;
  multiple?: boolean;
  className?: string;
}

/** Whether the plan reads documents; undefined until it is known. */
export function useReadsDocuments(): boolean | undefined {
  return usePlan(useSignedInUser().plan_type)?.file_upload;
}

/** What the Pro plan gives, where documents are not part of the plan. */
export function DocumentsNeedPro({ className }: { className?: string }) {
  const words = useGenerationWords();
  return (
    <div className={cn("flex items-start gap-3 rounded-lg bg-accent-soft p-4 text-sm", className)}>
      <Sparkles aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-text" />
      <div>
        <p className="font-medium text-accent-text">{words("upload.proTitle")}</p>
        <p className="mt-0.5 text-ink-muted">{words("upload.proDetail")}</p>
        <Link
          to="/pricing"
          className="mt-1 inline-block rounded-sm font-medium text-accent-text underline-offset-4 hover:underline"
        >
          {words("upload.proLink")}
        </Link>
      </div>
    </div>
  );
}

/** A place for documents: they are dropped, or chosen. */
export function DocumentDrop({ onFiles, multiple, className }: DocumentDropProps) {
  const words = useGenerationWords();
  const kinds = useId();
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const all = [...(files ?? [])];
    if (all.length > 0) onFiles(multiple ? all : all.slice(0, 1));
  };
  const onDrag = (event: DragEvent) => {
    event.preventDefault();
    setOver(event.type === "dragover");
    if (event.type === "drop") take(event.dataTransfer.files);
  };
  return (
    // Dropping is a second way; the button inside is the first.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      onDragOver={onDrag}
      onDragLeave={onDrag}
      onDrop={onDrag}
      className={cn(
        "flex flex-col items-center gap-2 rounded-lg border border-dashed px-4 py-6 text-center transition-colors",
        over ? "border-accent bg-accent-soft" : "border-line-strong",
        className,
      )}
    >
      <FileUp aria-hidden className="size-5 text-ink-faint" />
      <p className="flex flex-wrap items-center justify-center gap-x-2 gap-y-1 text-sm text-ink-muted">
        {words(over ? "upload.dropNow" : "upload.drop")}
        <Button size="sm" aria-describedby={kinds} onClick={() => picker.current?.click()}>
          {words("upload.choose")}
        </Button>
      </p>
      <p id={kinds} className="max-w-md text-xs text-ink-faint">
        {words("upload.kinds")}
      </p>
      <input
        ref={picker}
        type="file"
        hidden
        accept={sourceTypes}
        multiple={multiple}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = "";
        }}
      />
    </div>
  );
}
