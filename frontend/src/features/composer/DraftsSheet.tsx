import { useQueryClient } from "@tanstack/react-query";
import { FileText, Trash2 } from "lucide-react";
import { Link } from "react-router";

import { Button } from "@/components/ui/button";
import { DialogRoot, Sheet } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { RelativeMoment } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import type { Post } from "@/lib/api/contract";
import { keys } from "@/lib/api/keys";
import { createPost, deletePost, useDrafts, writingOf } from "@/lib/api/posts";
import { useComposerWords } from "@/lib/strings/en/composer";
import { usePostWords } from "@/lib/strings/en/posts";
import { useUiWords } from "@/lib/strings/en/ui";

interface DraftsSheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The one that is being written; it is not offered for deletion. */
  current: string | null;
}

function useRemove() {
  const words = useComposerWords();
  const ui = useUiWords();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: keys.posts });
  return async (draft: Post) => {
    try {
      await deletePost(draft.id);
      toast.undo(words("draftList.removed"), ui("undo"), () => {
        createPost(writingOf(draft)).then(refresh, toast.problem);
      });
    } catch (error) {
      toast.problem(error);
    }
    await refresh();
  };
}

function DraftRow({ draft, isCurrent, onOpen }: { draft: Post; isCurrent: boolean; onOpen: () => void }) {
  const words = useComposerWords();
  const posts = usePostWords();
  const remove = useRemove();
  const picture = draft.media[0];
  return (
    <li className="flex items-center gap-2 py-1">
      <Link
        to={`/compose/${draft.id}`}
        aria-current={isCurrent ? "page" : undefined}
        onClick={onOpen}
        className="flex min-w-0 flex-1 items-center gap-3 rounded-md px-2 py-2 hover:bg-sunken aria-[current]:bg-accent-soft"
      >
        {picture ? (
          <img src={picture.thumbnail_url} alt="" className="size-10 rounded-md bg-sunken object-cover" />
        ) : (
          <span className="grid size-10 shrink-0 place-items-center rounded-md bg-sunken text-ink-faint">
            <FileText aria-hidden className="size-4" />
          </span>
        )}
        <span className="min-w-0">
          <span className="line-clamp-2 text-sm">
            {draft.text.trim() || posts(picture ? "pictureOnly" : "noText")}
          </span>
          <RelativeMoment iso={draft.updated_at} className="text-xs text-ink-faint" />
        </span>
      </Link>
      {!isCurrent && (
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={words("draftList.remove")}
          onClick={() => void remove(draft)}
        >
          <Trash2 aria-hidden />
        </Button>
      )}
    </li>
  );
}

function DraftRows({ current, onOpenChange }: Omit<DraftsSheetProps, "open">) {
  const words = useComposerWords();
  const drafts = useDrafts();
  if (drafts.isPending) {
    return (
      <Loading className="flex flex-col gap-3">
        <Skeleton className="h-14" />
        <Skeleton className="h-14" />
        <Skeleton className="h-14" />
      </Loading>
    );
  }
  if (drafts.isError) return <ErrorState error={drafts.error} onRetry={() => void drafts.refetch()} />;
  if (drafts.data.length === 0) return <p className="text-sm text-ink-muted">{words("draftList.empty")}</p>;
  return (
    <ul className="-mx-2">
      {drafts.data.map((draft) => (
        <DraftRow
          key={draft.id}
          draft={draft}
          isCurrent={draft.id === current}
          onOpen={() => onOpenChange(false)}
        />
      ))}
    </ul>
  );
}

/** The newest drafts, beside what is being written. */
export default function DraftsSheet({ open, onOpenChange, current }: DraftsSheetProps) {
  const words = useComposerWords();
  return (
    <DialogRoot open={open} onOpenChange={onOpenChange}>
      <Sheet title={words("draftList.title")} detail={words("draftList.detail")}>
        <DraftRows current={current} onOpenChange={onOpenChange} />
      </Sheet>
    </DialogRoot>
  );
}
