import { Pencil, Tag, Trash2 } from "lucide-react";
import { useId, useState } from "react";

import { Answered } from "@/components/ui/answered";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Dialog, DialogRoot } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemNote } from "@/components/ui/error-state";
import { FormFooter } from "@/components/ui/form-footer";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RemovalQuestion } from "@/components/ui/removal-question";
import { toast } from "@/components/ui/toast";
import type { TagCount } from "@/lib/api/contract";
import { asTag, tagLengthMost, useRemoveTag, useRenameTag, useTags } from "@/lib/api/labels";
import { useCampaignWords } from "@/lib/strings/en/campaigns";

function RenameDialog({ tag, onClose }: { tag: string; onClose: () => void }) {
  const words = useCampaignWords();
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
          <FormFooter form={id} busy={rename.isPending} disabled={!meant || meant === tag}>
            {words("tags.renameSave")}
          </FormFooter>
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
      <RemovalQuestion
        open={asked === "remove"}
        title={words("tags.removeTitle", { tag: name })}
        detail={words("tags.removeDetail")}
        confirm={words("tags.removeConfirm")}
        what={name}
        removal={remove}
        told={(count) => words("tags.removed", { count })}
        onClose={() => setAsked(null)}
      />
    </li>
  );
}

/** Every tag in use, to be renamed, made one with another, or removed. */
export default function TagList() {
  return (
    <Answered query={useTags()} among="flex flex-col gap-2" shape="h-12 rounded-lg">
      {(tags) => <Rows tags={tags} />}
    </Answered>
  );
}

function Rows({ tags }: { tags: TagCount[] }) {
  const words = useCampaignWords();
  if (tags.length === 0)
    return <EmptyState icon={Tag} title={words("tags.emptyTitle")} detail={words("tags.emptyDetail")} />;
  return (
    <section aria-label={words("tags.title")} className="flex flex-col gap-3">
      <p className="text-sm text-ink-muted">{words("tags.detail")}</p>
      <Card>
        <ul className="divide-y divide-line">
          {tags.map((tag) => (
            <TagRow key={tag.name} tag={tag} />
          ))}
        </ul>
      </Card>
    </section>
  );
}
