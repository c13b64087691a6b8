import { FileSpreadsheet } from "lucide-react";
import { useId, useRef, useState, type DragEvent } from "react";

import { Button } from "@/components/ui/button";
import { templateAddress } from "@/lib/api/imports";
import { cn } from "@/lib/cn";
import { useImportWords } from "@/lib/strings/en/importing";

interface FileDropProps {
  busy: boolean;
  onFile: (file: File) => void;
}

/** A place for a CSV file: it is dropped, or chosen. */
export function FileDrop({ busy, onFile }: FileDropProps) {
  const words = useImportWords();
  const kinds = useId();
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => files?.[0] && !busy && onFile(files[0]);
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
        "flex flex-col items-center gap-3 rounded-lg border border-dashed px-4 py-10 text-center transition-colors",
        over ? "border-accent bg-accent-soft" : "border-line-strong",
      )}
    >
      <FileSpreadsheet aria-hidden className="size-6 text-ink-faint" />
      <p className="flex flex-wrap items-center justify-center gap-x-2 gap-y-1 text-sm text-ink-muted">
        {words(over ? "drop.now" : "drop.label")}
        <Button
          size="sm"
          variant="primary"
          busy={busy}
          aria-describedby={kinds}
          onClick={() => picker.current?.click()}
        >
          {words(busy ? "drop.reading" : "drop.choose")}
        </Button>
      </p>
      <p id={kinds} className="max-w-md text-xs text-ink-faint">
        {words("drop.kinds")}
      </p>
      <a
        href={templateAddress}
        download
        className="rounded-sm text-sm font-medium text-accent-text underline-offset-4 hover:underline"
      >
        {words("drop.template")}
      </a>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".csv,.tsv,.txt,text/csv"
        onChange={(event) => {
          take(event.target.files);
          event.target.value = "";
        }}
      />
    </div>
  );
}
