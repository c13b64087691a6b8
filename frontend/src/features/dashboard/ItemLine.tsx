import { lazy, Suspense, type ReactNode } from "react";
import { Link } from "react-router";

import { accountName } from "@/lib/account-name";
import type { CalendarItem } from "@/lib/api/contract";
import { usePlatforms } from "@/lib/api/platforms";
import { usePostWords } from "@/lib/strings/en/posts";

// The marks of all platforms together weigh as much as this whole page, so they come after it.
const PlatformMark = lazy(async () => ({
  default: (await import("@/components/ui/platform-mark")).PlatformMark,
}));

/** The account of a publication, small. */
export function Account({ platform, username }: Pick<CalendarItem, "platform" | "username">) {
  const name = usePlatforms().data?.find(({ key }) => key === platform)?.name ?? platform;
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <Suspense fallback={<span className="size-3.5 shrink-0" />}>
        <PlatformMark platform={platform} label={name} className="size-3.5" />
      </Suspense>
      <span className="truncate">{accountName({ platform, username })}</span>
    </span>
  );
}

interface ItemLineProps {
  item: CalendarItem;
  /** Stands before the text. */
  lead?: ReactNode;
  /** The second line, after the account. */
  children?: ReactNode;
  /** At the end of the line. */
  aside?: ReactNode;
}

/** One publication in a list: its words and its account, leading to its page. */
export function ItemLine({ item, lead, children, aside }: ItemLineProps) {
  const posts = usePostWords();
  return (
    <li>
      <Link
        to={`/publications/${item.publication_id}`}
        className="flex items-center gap-3 rounded-md px-3 py-2.5 hover:bg-sunken"
      >
        {lead}
        {item.thumbnail_url && (
          <img
            src={item.thumbnail_url}
            alt=""
            className="size-10 shrink-0 rounded-md bg-sunken object-cover"
          />
        )}
        <span className="min-w-0 flex-1">
          <span dir="auto" className="line-clamp-1 text-sm font-medium break-all">
            {item.text || posts(item.thumbnail_url ? "pictureOnly" : "noText")}
          </span>
          <span className="mt-0.5 flex flex-wrap items-center gap-x-2 text-xs text-ink-muted">
            <Account {...item} />
            {children}
          </span>
        </span>
        {aside}
      </Link>
    </li>
  );
}
