import { BookOpen, FileText, Image, Presentation, Sparkles, Trash2 } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";

import { ReadingProgress } from "@/components/documents/Reading";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Note } from "@/components/ui/error-state";
import { RelativeMoment } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import type { Source } from "@/lib/api/contract";
import { isBeingRead, useDeleteSource } from "@/lib/api/sources";
import { formatBytes } from "@/lib/bytes";
import { useDocumentWords } from "@/lib/strings/en/documents";

import { languageName } from "./language-name";

const icons = { pdf: FileText, docx: FileText, pptx: Presentation, text: FileText, jpeg: Image, png: Image };

function Digest({ digest }: { digest: NonNullable<Source["digest"]> }) {
  const words = useDocumentWords();
  return (
    <div className="flex flex-col gap-3">
      {digest.key_topics.length > 0 && (
        <ul aria-label={words("topics")} className="flex flex-wrap gap-1.5">
          {digest.key_topics.map((topic) => (
            <li key={topic}>
              <Badge>{topic}</Badge>
            </li>
          ))}
        </ul>
      )}
      {digest.summary && (
        <div>
          <h3 className="text-xs font-medium text-ink-muted">{words("summary")}</h3>
          <p dir={digest.direction} className="mt-0.5 line-clamp-4 text-sm">
            {digest.summary}
          </p>
          <p className="mt-0.5 text-xs text-ink-faint">{words("summaryDetail")}</p>
        </div>
      )}
      {digest.notices.length > 0 && (
        <Note tone="warn" title={words("notices")}>
          <ul>
            {digest.notices.map((notice) => (
              <li key={notice}>{notice}</li>
            ))}
          </ul>
        </Note>
      )}
    </div>
  );
}

function useFacts({ kind, bytes, digest }: Source): string {
  const words = useDocumentWords();
  const facts = [words(`kind.${kind}`), formatBytes(bytes)];
  if (digest) {
    if (digest.pages > 0) facts.push(words("pages", { count: digest.pages }));
    facts.push(words("passages", { count: digest.passages }));
    if (digest.document_type) facts.push(digest.document_type.replaceAll("_", " "));
    if (digest.language) facts.push(languageName(digest.language));
  }
  return facts.join(" · ");
}

function RemoveButton({ source }: { source: Source }) {
  const words = useDocumentWords();
  const remove = useDeleteSource();
  const [asking, setAsking] = useState(false);
  const run = (told: string) =>
    remove.mutate(source.id, {
      onSuccess: () => toast.done(told),
      onError: toast.problem,
      onSettled: () => setAsking(false),
    });
  if (isBeingRead(source)) {
    return (
      <Button size="sm" busy={remove.isPending} onClick={() => run(words("cancelled"))}>
        {words("cancel")}
      </Button>
    );
  }
  return (
    <>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`${words("remove")}: ${source.name}`}
        onClick={() => setAsking(true)}
      >
        <Trash2 aria-hidden />
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={words("removeTitle")}
        detail={words("removeDetail")}
        confirm={words("remove")}
        onConfirm={() => run(words("removed"))}
        busy={remove.isPending}
        danger
      />
    </>
  );
}

/** One document and what was learned from it. */
export function DocumentCard({ source, onOpen }: { source: Source; onOpen: () => void }) {
  const words = useDocumentWords();
  const facts = useFacts(source);
  const Icon = icons[source.kind];
  const ready = source.state === "ready";
  return (
    <Card aria-label={source.name} className="flex flex-col gap-3 p-4 sm:p-5">
      <header className="flex items-start gap-3">
        <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-faint" />
        <div className="min-w-0 flex-1">
          <h2 className="text-sm font-semibold break-words">{source.name}</h2>
          <p className="text-xs text-ink-muted">
            {facts} · {words("added").toLowerCase()} <RelativeMoment iso={source.created_at} />
          </p>
        </div>
        <RemoveButton source={source} />
      </header>
      {isBeingRead(source) && <ReadingProgress source={source} />}
      {source.state === "refused" && (
        <Note tone="bad" title={words("refused")}>
          {source.reason}
        </Note>
      )}
      {source.digest && <Digest digest={source.digest} />}
      {ready && (
        <footer className="flex flex-wrap gap-2">
          <Button size="sm" variant="primary" asChild>
            <Link to={`/content-generator?document=${encodeURIComponent(source.id)}`}>
              <Sparkles aria-hidden />
              {words("write")}
            </Link>
          </Button>
          <Button size="sm" onClick={onOpen}>
            <BookOpen aria-hidden />
            {words("open")}
          </Button>
        </footer>
      )}
    </Card>
  );
}
