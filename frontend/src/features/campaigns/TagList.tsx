import { Pencil, Tag, Trash2 } from "lucide-react";
import { useId, useState } from "react";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog, DialogClose, DialogRoot } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState, ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { TagCount } from "@/lib/api/contract";
import { asTag, tagLengthMost, useRemoveTag, useRenameTag, useTags } from "@/lib/api/labels";
import { useCampaignWords } from "@/lib/strings/en/campaigns";
import { useUiWords } from "@/lib/strings/en/ui";

function RenameDialog({ tag, onClose }: { tag: string; onClose: () => void }) {
  const words = useCampaignWords();
  const ui = useUiWords();
  const rename = useRenameTag();
  const [name, setName] = useState(tag);
  const id = useId();
  const meant = asTag(name);
  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Dialog
        title={words("tags.renameTitle", { tag })}
        detail={words("tags.renameDetail")}
        footer={
          <>
            <DialogClose asChild>
              <Button>{ui("cancel")}</Button>
            </DialogClose>
            <Button
              type="submit"
              form={id}
              variant="primary"
              busy={rename.isPending}
              disabled={!meant || meant === tag}
            >
              {words("tags.renameSave")}
            </Button>
          </>
        }
      >
        <form
          id={id}
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            rename.mutate(
              { tag, new: name },
              {
                onSuccess: (count) => {
                  toast.done(words("tags.renamed", { count }));
                  onClose();
                },
              },
            );
          }}
        >
          <Field label={words("tags.renameField")}>
            <Input value={name} maxLength={tagLengthMost} onChange={(event) => setName(event.target.value)} />
          </Field>
          <ProblemNote error={rename.error} />
        </form>
      </Dialog>
    </DialogRoot>
  );
}

function TagRow({ tag: { name, posts } }: { tag: TagCount }) {
  const words = useCampaignWords();
  const remove = useRemoveTag();
  const [asked, setAsked] = useState<"rename" | "remove" | null>(null);
  return (
    <li className="flex items-center gap-3 px-4 py-2">
      <Tag aria-hidden className="size-4 shrink-0 text-ink-faint" />
      <span className="min-w-0 flex-1 truncate font-medium" dir="auto">
        {name}
      </span>
      <span className="shrink-0 text-sm text-ink-muted tabular-nums">
        {words("tags.posts", { count: posts })}
      </span>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={words("tags.rename", { tag: name })}
        onClick={() => setAsked("rename")}
      >
        <Pencil aria-hidden />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={words("tags.remove", { tag: name })}
        onClick={() => setAsked("remove")}
      >
        <Trash2 aria-hidden />
      </Button>
      {asked === "rename" && <RenameDialog tag={name} onClose={() => setAsked(null)} />}
      <ConfirmDialog
        open={asked === "remove"}
        onOpenChange={() => setAsked(null)}
        title={words("tags.removeTitle", { tag: name })}
        detail={words("tags.removeDetail")}
        confirm={words("tags.removeConfirm")}
        busy={remove.isPending}
        danger
        onConfirm={() =>
          remove.mutate(name, {
            onSuccess: (count) => toast.done(words("tags.removed", { count })),
            onError: toast.problem,
            onSettled: () => setAsked(null),
          })
        }
      />
    </li>
  );
}

/** Every tag in use, to be renamed, made one with another, or removed. */
export default function TagList() {
  const words = useCampaignWords();
  const tags = useTags();
  if (tags.isPending) {
    return (
      <Loading className="flex flex-col gap-2">
        <Skeleton className="h-12 rounded-lg" />
        <Skeleton className="h-12 rounded-lg" />
      </Loading>
    );
  }
  if (tags.isError) return <ErrorState error={tags.error} onRetry={() => void tags.refetch()} />;
  if (tags.data.length === 0)
    return <EmptyState icon={Tag} title={words("tags.emptyTitle")} detail={words("tags.emptyDetail")} />;
  return (
    <section aria-label={words("tags.title")} className="flex flex-col gap-3">
      <p className="text-sm text-ink-muted">{words("tags.detail")}</p>
      <Card>
        <ul className="divide-y divide-line">
          {tags.data.map((tag) => (
            <TagRow key={tag.name} tag={tag} />
          ))}
        </ul>
      </Card>
    </section>
  );
}
