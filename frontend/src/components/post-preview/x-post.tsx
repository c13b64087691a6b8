import "./x.css";

import { BarChart2, Bookmark, Heart, MessageCircle, Repeat2 } from "lucide-react";

import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/lib/cn";
import { formatCompact } from "@/lib/numbers";
import { usePostWords } from "@/lib/strings/en/posts";

import { PictureGrid } from "./picture-grid";
import { Poll } from "./poll";
import { RichText } from "./rich-text";
import type { ShownAuthor, ShownPart } from "./shown";

export interface ShownNumbers {
  replies: number | null;
  reposts: number | null;
  likes: number | null;
  impressions: number | null;
}

interface XPostProps {
  author: ShownAuthor;
  parts: ShownPart[];
  /** "now", "2h": what stands after the handle. */
  when: string;
  numbers?: ShownNumbers | null;
  /** A poll is shown; what else was chosen cannot be seen. */
  options?: Record<string, unknown>;
  /** Said by assistive technology before the content. */
  label: string;
}

function Actions({ numbers }: { numbers: ShownNumbers | null | undefined }) {
  const rows = [
    { Icon: MessageCircle, count: numbers?.replies },
    { Icon: Repeat2, count: numbers?.reposts },
    { Icon: Heart, count: numbers?.likes },
    { Icon: BarChart2, count: numbers?.impressions },
    { Icon: Bookmark, count: null },
  ];
  return (
    <div aria-hidden className="mt-3 flex max-w-md justify-between text-xs text-(--x-muted)">
      {rows.map(({ Icon, count }, index) => (
        <span key={index} className="inline-flex min-w-6 items-center gap-1.5">
          <Icon className="size-4" strokeWidth={1.75} />
          {count ? formatCompact(count) : ""}
        </span>
      ))}
    </div>
  );
}

interface PartProps extends Omit<XPostProps, "parts" | "label" | "options"> {
  part: ShownPart;
  poll: unknown;
  hasNext: boolean;
}

function XPart({ author, part, poll, when, numbers, hasNext }: PartProps) {
  const words = usePostWords();
  const blank = part.text.trim() === "" && part.pictures.length === 0;
  return (
    <div className="flex gap-3">
      <div className="flex flex-col items-center">
        <Avatar name={author.name} src={author.picture} className="size-10" />
        {hasNext && <span className="mt-1 w-0.5 flex-1 bg-(--x-thread)" />}
      </div>
      <div className={cn("min-w-0 flex-1", hasNext && "pb-4")}>
        <p className="flex min-w-0 gap-1 text-sm leading-5">
          <span className="max-w-3/4 shrink-0 truncate font-bold text-(--x-ink)">{author.name}</span>
          <span className="truncate text-(--x-muted)">{words("account", { username: author.username })}</span>
          <span className="shrink-0 text-(--x-muted)">· {when}</span>
        </p>
        {blank ? (
          <p className="text-sm text-(--x-muted)">{words("preview.placeholder")}</p>
        ) : (
          <p dir="auto" className="text-sm leading-5 break-words whitespace-pre-wrap text-(--x-ink)">
            <RichText text={part.text.trim()} />
          </p>
        )}
        <PictureGrid pictures={part.pictures} />
        <div className="mt-2 empty:hidden">
          <Poll value={poll} />
        </div>
        <Actions numbers={numbers} />
      </div>
    </div>
  );
}

/** A post, or a whole thread, as a follower sees it on X. */
export function XPost({ parts, label, options, ...post }: XPostProps) {
  return (
    <figure
      aria-label={label}
      className="x-look rounded-lg border border-(--x-line) bg-(--x-ground) px-4 pt-3 pb-3"
    >
      {parts.map((part, index) => (
        <XPart
          key={part.key}
          {...post}
          part={part}
          poll={index === 0 ? options?.poll : null}
          hasNext={index < parts.length - 1}
        />
      ))}
    </figure>
  );
}
