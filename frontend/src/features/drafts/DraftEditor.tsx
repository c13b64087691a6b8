import { useEffect, useRef, useState } from "react";

import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { useEditDraft } from "@/lib/api/batches";
import type { BatchDraft } from "@/lib/api/contract";
import { toProblem } from "@/lib/api/problem";
import { useDraftWords } from "@/lib/strings/en/drafts";
import { useUiWords } from "@/lib/strings/en/ui";

interface DraftEditorProps {
  draft: BatchDraft;
  /** The platform's. */
  name: string;
  onClose: () => void;
}

/** Own words in a draft's place. What was typed stays here where it could not be kept. */
export default function DraftEditor({ draft, name, onClose }: DraftEditorProps) {
  const words = useDraftWords();
  const ui = useUiWords();
  const edit = useEditDraft(draft.batch_id);
  const [content, setContent] = useState(draft.suggestion.content);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);
  const problem = edit.isError ? toProblem(edit.error) : null;
  const save = () =>
    edit.mutate(
      { id: draft.id, content, version: draft.version },
      {
        onSuccess: () => {
          toast.done(words("list.saved"));
          onClose();
        },
      },
    );
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Textarea
        ref={area}
        dir="auto"
        aria-label={words("list.editLabel", { platform: name })}
        className="field-sizing-content max-h-96"
        value={content}
        onChange={(event) => setContent(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && content === draft.suggestion.content) onClose();
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
        }}
      />
      {problem && (
        <p role="alert" className="text-sm text-bad-text">
          {problem.title} {problem.detail}
        </p>
      )}
      <div className="flex gap-2">
        <Button size="sm" variant="primary" type="submit" busy={edit.isPending} disabled={!content.trim()}>
          {words("list.save")}
        </Button>
        <Button size="sm" disabled={edit.isPending} onClick={onClose}>
          {ui("cancel")}
        </Button>
      </div>
    </form>
  );
}
