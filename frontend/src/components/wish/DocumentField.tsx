import { FileText, X } from "lucide-react";
import { useEffect } from "react";

import { DocumentDrop, DocumentsNeedPro, useReadsDocuments } from "@/components/documents/DocumentDrop";
import { ReadingProgress, UploadRows } from "@/components/documents/Reading";
import { useSourceUpload } from "@/components/documents/use-source-upload";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { Source } from "@/lib/api/contract";
import { toProblem } from "@/lib/api/problem";
import { isBeingRead, useDeleteSource, useSource, useSources } from "@/lib/api/sources";
import { useGenerationWords } from "@/lib/strings/en/generation";
import { useWishWords } from "@/lib/strings/en/wish";

interface DocumentFieldProps {
  value: string | null;
  onChange: (id: string | null) => void;
}

function Chosen({ source, onForget }: { source: Source; onForget: () => void }) {
  const words = useGenerationWords();
  const remove = useDeleteSource();
  const reading = isBeingRead(source);
  return (
    <div className="flex items-start gap-3 rounded-lg border border-line p-3">
      <FileText aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-faint" />
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm font-medium" title={source.name}>
          {source.name}
        </p>
        {reading && <ReadingProgress source={source} />}
        {source.digest && (
          <p className="text-xs text-ink-muted">
            {words("upload.ready", { count: source.digest.passages })} ·{" "}
            {source.digest.key_topics.slice(0, 4).join(", ")}
          </p>
        )}
        {source.state === "refused" && (
          <Note tone="bad" role="alert" title={words("upload.refused")} className="mt-2">
            {source.reason}
          </Note>
        )}
      </div>
      {reading ? (
        <Button
          size="sm"
          busy={remove.isPending}
          onClick={() => remove.mutate(source.id, { onSuccess: onForget })}
        >
          {words("upload.cancel")}
        </Button>
      ) : (
        <Button variant="ghost" size="icon-sm" aria-label={words("upload.remove")} onClick={onForget}>
          <X aria-hidden />
        </Button>
      )}
    </div>
  );
}

function Mine({ onChange }: { onChange: (id: string) => void }) {
  const words = useWishWords();
  const ready = (useSources().data?.pages ?? [])
    .flatMap(({ sources }) => sources)
    .filter(({ state }) => state === "ready");
  if (ready.length === 0) return null;
  return (
    <Field label={words("fromMine")}>
      <Select
        value={undefined}
        placeholder={words("choose")}
        onChange={onChange}
        options={ready.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Field>
  );
}

/** The document that the posts shall rest on. */
export function DocumentField({ value, onChange }: DocumentFieldProps) {
  const words = useWishWords();
  const may = useReadsDocuments();
  const chosen = useSource(value);
  const { uploads, add, forget } = useSourceUpload((source) => onChange(source.id));
  const gone = chosen.isError && toProblem(chosen.error).status === 404;
  useEffect(() => {
    // It was deleted elsewhere.
    if (gone) onChange(null);
  }, [gone, onChange]);
  return (
    <section aria-label={words("document")} className="flex flex-col gap-3">
      <div>
        <h2 className="text-sm font-medium">{words("document")}</h2>
        <p className="text-xs text-ink-faint">{words("documentHint")}</p>
      </div>
      {value !== null && chosen.data ? (
        <Chosen source={chosen.data} onForget={() => onChange(null)} />
      ) : may === false ? (
        <DocumentsNeedPro />
      ) : (
        <>
          {uploads.every(({ problem }) => problem) && <DocumentDrop onFiles={add} />}
          <UploadRows uploads={uploads} onForget={forget} />
          <Mine onChange={onChange} />
        </>
      )}
    </section>
  );
}
