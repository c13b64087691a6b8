import { Tag, Trash2, X } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Note, ProblemNote } from "@/components/ui/error-state";
import { toast } from "@/components/ui/toast";
import type { Media } from "@/lib/api/contract";
import { useRemoveMedia } from "@/lib/api/media";
import { useLibraryWords } from "@/lib/strings/en/library";

const TagDialog = lazy(() => import("./TagDialog"));

interface SelectionBarProps {
  chosen: Media[];
  onChange: (chosen: Media[]) => void;
  onEnd: () => void;
}

/** What can be done with the chosen files. */
export function SelectionBar({ chosen, onChange, onEnd }: SelectionBarProps) {
  const words = useLibraryWords();
  const remove = useRemoveMedia();
  const [asking, setAsking] = useState(false);
  const [tagging, setTagging] = useState(false);
  const kept = remove.data?.kept ?? [];
  const erase = () =>
    remove.mutate(
      chosen.map(({ id }) => id),
      {
        onSuccess: ({ removed, kept: left }) => {
          if (removed.length > 0) toast.done(words("several.removed", { count: removed.length }));
          if (left.length === 0) onEnd();
          else onChange(left);
        },
        onSettled: () => setAsking(false),
      },
    );
  return (
    <section aria-label={words("several.label")} className="sticky top-16 z-10 flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2 rounded-lg border border-accent bg-accent-soft px-3 py-2">
        <p role="status" className="mr-auto w-full text-sm font-medium text-accent-text sm:w-auto">
          {chosen.length === 0 ? words("several.none") : words("several.count", { count: chosen.length })}
        </p>
        <Button size="sm" disabled={chosen.length === 0} onClick={() => setTagging(true)}>
          <Tag aria-hidden />
          {words("several.tag")}
        </Button>
        <Button
          size="sm"
          disabled={chosen.length === 0}
          busy={remove.isPending}
          onClick={() => {
            remove.reset();
            setAsking(true);
          }}
        >
          <Trash2 aria-hidden />
          {words("several.remove")}
        </Button>
        <Button size="sm" variant="ghost" onClick={onEnd}>
          <X aria-hidden />
          {words("several.end")}
        </Button>
      </div>
      {kept.length > 0 && (
        <Note tone="warn" role="alert" title={words("several.kept", { count: kept.length })}>
          {words("several.keptDetail", { names: new Intl.ListFormat().format(kept.map(({ name }) => name)) })}
        </Note>
      )}
      <ProblemNote error={remove.error} />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={words("several.removeTitle", { count: chosen.length })}
        detail={words("several.removeDetail")}
        confirm={words("several.remove")}
        danger
        busy={remove.isPending}
        onConfirm={erase}
      />
      {tagging && (
        <Suspense fallback={null}>
          <TagDialog
            chosen={chosen}
            onClose={() => {
              setTagging(false);
              onChange([]);
            }}
          />
        </Suspense>
      )}
    </section>
  );
}
