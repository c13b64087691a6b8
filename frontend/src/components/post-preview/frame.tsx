import "./looks.css";

import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/lib/cn";
import { usePostWords } from "@/lib/strings/en/posts";

import type { ShownAuthor, ShownPicture } from "./shown";

interface FrameProps {
  platform: string;
  label: string;
  className?: string;
  children: ReactNode;
}

/** The ground that a preview stands on, in the platform's colours. */
export function Frame({ platform, label, className, children }: FrameProps) {
  return (
    <figure
      aria-label={label}
      data-platform={platform}
      className={cn(
        "post-look flex flex-col gap-3 overflow-hidden rounded-lg border border-(--p-line) bg-(--p-ground) p-4 text-(--p-ink)",
        className,
      )}
    >
      {children}
    </figure>
  );
}

/** Who posts: a picture, the name, and what the platform writes under it. */
export function Head({ author, below, square }: { author: ShownAuthor; below: string; square?: boolean }) {
  return (
    <div className="flex min-w-0 items-center gap-2.5">
      <Avatar name={author.name} src={author.picture} className={cn("size-10", square && "rounded-md")} />
      <div className="min-w-0">
        <p className="truncate text-sm font-semibold text-(--p-ink)">{author.name}</p>
        <p className="truncate text-xs text-(--p-muted)">{below}</p>
      </div>
    </div>
  );
}

interface PicturesProps {
  pictures: ShownPicture[];
  /** Width by height of each; null as they are. */
  aspect: number | null;
  /** How many are shown at once; the rest is told by a number. */
  most: number;
  className?: string;
}

const place = ({ focus }: ShownPicture) => (focus ? `${focus[0] * 100}% ${focus[1] * 100}%` : "center");

/** The pictures in the cut that the platform gives them. */
export function Pictures({ pictures, aspect, most, className }: PicturesProps) {
  const shown = pictures.slice(0, most);
  const rest = pictures.length - shown.length;
  if (shown.length === 0) return null;
  return (
    <div className={cn("grid gap-0.5 overflow-hidden", shown.length > 1 && "grid-cols-2", className)}>
      {shown.map((picture, index) => (
        <div
          key={`${index}-${picture.src}`}
          className={cn(
            "relative min-h-0 bg-(--p-sunken)",
            shown.length === 3 && index === 0 && "col-span-2",
          )}
          style={{ aspectRatio: aspect ?? (shown.length > 1 ? 1 : undefined) }}
        >
          <img
            src={picture.src}
            alt={picture.alt}
            className={cn(
              "w-full object-cover",
              aspect === null && shown.length === 1 ? "max-h-128" : "size-full",
            )}
            style={{ objectPosition: place(picture) }}
          />
          {rest > 0 && index === shown.length - 1 && (
            <span className="absolute inset-0 grid place-items-center bg-(--p-shade) text-lg font-semibold text-(--p-on-shade)">
              {`+${rest}`}
            </span>
          )}
        </div>
      ))}
    </div>
  );
}

/** Where a picture or a video will be, as long as there is none. */
export function NoMedia({ aspect }: { aspect: number }) {
  const words = usePostWords();
  return (
    <p
      className="grid place-items-center bg-(--p-sunken) px-4 text-center text-sm text-(--p-muted)"
      style={{ aspectRatio: aspect }}
    >
      {words("preview.noMedia")}
    </p>
  );
}

/** The buttons under a post. They are drawn only. */
export function Actions({ icons, labels }: { icons: LucideIcon[]; labels?: string[] }) {
  return (
    <div aria-hidden className="flex justify-between gap-4 text-xs text-(--p-muted)">
      {icons.map((Icon, index) => (
        <span key={index} className="inline-flex items-center gap-1.5">
          <Icon className="size-4.5" strokeWidth={1.75} />
          {labels?.[index]}
        </span>
      ))}
    </div>
  );
}

const address = /https?:\/\/[^\s<>"]+/i;

/** The card that a platform draws of a link; the page's own title is not known before it is posted. */
export function LinkCard({ link, text, title }: { link: string; text: string; title?: string }) {
  const found = link || (address.exec(text)?.[0] ?? "");
  if (!URL.canParse(found)) return null;
  const { hostname, pathname } = new URL(found);
  return (
    <div className="overflow-hidden rounded-md border border-(--p-line) bg-(--p-sunken) px-3 py-2">
      <p className="truncate text-sm font-semibold text-(--p-ink)">{title || `${hostname}${pathname}`}</p>
      <p className="truncate text-xs text-(--p-muted)">{hostname.replace(/^www\./, "")}</p>
    </div>
  );
}
