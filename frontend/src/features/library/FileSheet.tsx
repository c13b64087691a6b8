import { useState } from "react";
import { Link } from "react-router";

import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DialogRoot, Sheet } from "@/components/ui/dialog";
import { ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { Media } from "@/lib/api/contract";
import { useDeleteMedia, useDescribeMedia, useMediaUses } from "@/lib/api/media";
import { formatBytes } from "@/lib/bytes";
import { formatClock } from "@/lib/numbers";
import { useLibraryWords } from "@/lib/strings/en/library";

const seen = "max-h-72 max-w-full self-center rounded-lg bg-sunken object-contain";

/** The file itself: a film plays, what moves moves. */
function Shown({ media }: { media: Media }) {
  if (media.kind === "video")
    return (
      // What was filmed says nothing that could be written below it here.
      // eslint-disable-next-line jsx-a11y/media-has-caption
      <video
        controls
        preload="metadata"
        aria-label={media.alt || media.name}
        poster={media.thumbnail_url}
        src={media.url}
        className={seen}
      />
    );
  return <img src={media.kind === "gif" ? media.url : media.thumbnail_url} alt="" className={seen} />;
}

function Uses({ id }: { id: string }) {
  const words = useLibraryWords();
  const uses = useMediaUses(id);
  if (uses.isPending)
    return (
      <Loading>
        <Skeleton className="w-40" />
      </Loading>
    );
  if (uses.isError) return <ProblemNote error={uses.error} />;
  if (uses.data.length === 0) return <p className="text-sm text-ink-muted">{words("file.noUses")}</p>;
  return (
    <ul className="flex flex-col gap-1">
      {uses.data.map(({ post_id, text }) => (
        <li key={post_id}>
          <Link to={`/compose/${post_id}`} className="block truncate text-sm text-accent-text underline">
            {text || words("file.noText")}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** One file: its words, its tags, where it is used, and its end. */
export default function FileSheet({ media, onClose }: { media: Media; onClose: () => void }) {
  const words = useLibraryWords();
  const [alt, setAlt] = useState(media.alt);
  const [tags, setTags] = useState(media.tags.join(", "));
  const [asking, setAsking] = useState(false);
  const describe = useDescribeMedia();
  const remove = useDeleteMedia();
  const save = () => {
    const list = tags.split(",").map((tag) => tag.trim());
    describe.mutate(
      { id: media.id, alt, tags: [...new Set(list.filter(Boolean))] },
      { onSuccess: () => toast.done(words("file.saved")) },
    );
  };
  const erase = () =>
    remove.mutate(media.id, {
      onSuccess: () => {
        toast.done(words("file.removed"));
        onClose();
      },
      onSettled: () => setAsking(false),
    });
  const facts = [
    words("file.frame", { width: media.width, height: media.height }),
    media.seconds !== null && formatClock(media.seconds),
    media.pages !== null && words("file.pages", { count: media.pages }),
    formatBytes(media.bytes),
  ];
  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Sheet
        title={media.name}
        detail={facts.filter(Boolean).join(" · ")}
        footer={
          <>
            <Button variant="ghost" onClick={() => setAsking(true)}>
              {words("file.remove")}
            </Button>
            <Button variant="primary" busy={describe.isPending} onClick={save}>
              {words("file.save")}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <Shown media={media} />
          {media.kind === "document" && (
            <a
              href={media.url}
              target="_blank"
              rel="noreferrer"
              className="self-center text-sm text-accent-text underline"
            >
              {words("file.open")}
            </a>
          )}
          <Field label={words("file.alt")} hint={words("file.altHint")}>
            <Textarea value={alt} onChange={(event) => setAlt(event.target.value)} />
          </Field>
          <Field label={words("file.tags")} hint={words("file.tagsHint")}>
            <Input value={tags} onChange={(event) => setTags(event.target.value)} />
          </Field>
          <ProblemNote error={describe.error ?? remove.error} />
          <h3 className="text-sm font-medium">{words("file.uses")}</h3>
          <Uses id={media.id} />
        </div>
        <ConfirmDialog
          open={asking}
          onOpenChange={setAsking}
          title={words("file.removeTitle")}
          detail={words("file.removeDetail")}
          confirm={words("file.remove")}
          danger
          busy={remove.isPending}
          onConfirm={erase}
        />
      </Sheet>
    </DialogRoot>
  );
}
