import { useQueryClient } from "@tanstack/react-query";
import { FileText, Trash2 } from "lucide-react";
import { Link } from "react-router";

import { LabelFilters } from "@/components/label-filters";
import { Button } from "@/components/ui/button";
import { DialogRoot, Sheet } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { RelativeMoment } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import type { Post } from "@/lib/api/contract";
import { keys } from "@/lib/api/keys";
import { useTags } from "@/lib/api/labels";
import { createPost, deletePost, labelsOf, useDrafts, writingOf } from "@/lib/api/posts";
import { toProblem } from "@/lib/api/problem";
import { useComposerWords } from "@/lib/strings/en/composer";
import { useLabellingWords } from "@/lib/strings/en/labelling";
import { usePostWords } from "@/lib/strings/en/posts";
import { useUiWords } from "@/lib/strings/en/ui";

import type { DraftList } from "./use-draft-list";

interface DraftsSheetProps {
  list: DraftList;
  /** The one that is being written; it is not offered for deletion. */
  current: string | null;
}

/** As it was; without its campaign, where that was deleted meanwhile. */
async function restore(draft: Post): Promise<Post> {
  const writing = writingOf(draft);
  const labels = labelsOf(draft);
  try {
    return await createPost(writing, undefined, labels);
  } catch (error) {
    if (!labels.campaign_id || toProblem(error).code !== "not_found") throw error;
    return createPost(writing, undefined, { ...labels, campaign_id: null });
  }
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
        restore(draft).then(refresh, toast.problem);
      });
    } catch (error) {
      toast.problem(error);
    }
    await refresh();
  };
}

interface DraftRowProps {
  draft: Post;
  isCurrent: boolean;
  /** What its address takes along. */
  search: string;
}

function DraftRow({ draft, isCurrent, search }: DraftRowProps) {
  const words = useComposerWords();
  const posts = usePostWords();
  const remove = useRemove();
  const picture = draft.media[0];
  return (
    <li className="flex items-center gap-2 py-1">
      <Link
        to={{ pathname: `/compose/${draft.id}`, search }}
        aria-current={isCurrent ? "page" : undefined}
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

function DraftRows({ list, current }: DraftsSheetProps) {
  const words = useComposerWords();
  const labelling = useLabellingWords();
  const { tag, campaign } = list;
  const drafts = useDrafts(tag, campaign);
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
  if (drafts.data.length === 0 && (tag || campaign)) {
    return (
      <p role="status" className="text-sm text-ink-muted">
        {labelling("filter.nothing")}{" "}
        <Button variant="link" onClick={() => list.change({ tag: "", campaign: "" })}>
          {labelling("filter.clear")}
        </Button>
      </p>
    );
  }
  if (drafts.data.length === 0) return <p className="text-sm text-ink-muted">{words("draftList.empty")}</p>;
  return (
    <ul className="-mx-2">
      {drafts.data.map((draft) => (
        <DraftRow key={draft.id} draft={draft} isCurrent={draft.id === current} search={list.search(false)} />
      ))}
    </ul>
  );
}

/** The newest drafts, beside what is being written. */
export default function DraftsSheet({ list, current }: DraftsSheetProps) {
  const words = useComposerWords();
  const tags = useTags().data?.map(({ name }) => name) ?? [];
  return (
    <DialogRoot open={list.open} onOpenChange={(open) => list.change({ open })}>
      <Sheet title={words("draftList.title")} detail={words("draftList.detail")}>
        <div className="mb-4 flex flex-wrap gap-2 empty:hidden">
          <LabelFilters tags={tags} tag={list.tag} campaign={list.campaign} onChange={list.change} />
        </div>
        <DraftRows list={list} current={current} />
      </Sheet>
    </DialogRoot>
  );
}
