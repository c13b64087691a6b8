import { BellOff } from "lucide-react";
import { Link } from "react-router";

import { Button } from "@/components/ui/button";
import { DialogRoot, Sheet } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { RelativeMoment } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import type { Notice } from "@/lib/api/contract";
import { useNotices, useReadNotices } from "@/lib/api/notices";
import { cn } from "@/lib/cn";
import { safePath } from "@/lib/safe-path";
import { useNoticeWords } from "@/lib/strings/en/notices";

function NoticeRow({ notice, onOpen }: { notice: Notice; onOpen: (notice: Notice) => void }) {
  const words = useNoticeWords();
  const unread = notice.read_at === null;
  return (
    <li>
      <Link
        to={safePath(notice.link, "/dashboard")}
        onClick={() => onOpen(notice)}
        className="flex gap-3 rounded-md px-3 py-3 hover:bg-sunken"
      >
        <span
          aria-hidden
          className={cn("mt-1.5 size-2 shrink-0 rounded-full", unread ? "bg-accent" : "bg-transparent")}
        />
        <span className="min-w-0">
          <span className={cn("block text-sm break-words", unread ? "font-medium" : "text-ink-muted")}>
            {unread && <span className="sr-only">{words("unread")}: </span>}
            {notice.text}
          </span>
          <span className="mt-0.5 block text-xs text-ink-faint">
            {words(`kind.${notice.kind}`)} · <RelativeMoment iso={notice.created_at} />
          </span>
        </span>
      </Link>
    </li>
  );
}

function NoticeList({ onOpen }: { onOpen: (notice: Notice) => void }) {
  const words = useNoticeWords();
  const notices = useNotices();
  if (notices.isPending) {
    return (
      <Loading className="flex flex-col gap-3">
        <Skeleton className="h-12" />
        <Skeleton className="h-12" />
        <Skeleton className="h-12" />
      </Loading>
    );
  }
  if (notices.isError) return <ErrorState error={notices.error} onRetry={() => void notices.refetch()} />;
  const all = notices.data.pages.flatMap((page) => page.notices);
  if (all.length === 0) {
    return <EmptyState icon={BellOff} title={words("emptyTitle")} detail={words("emptyDetail")} />;
  }
  return (
    <>
      <ul aria-label={words("title")} className="-mx-3 flex flex-col">
        {all.map((notice) => (
          <NoticeRow key={notice.id} notice={notice} onOpen={onOpen} />
        ))}
      </ul>
      {notices.hasNextPage && (
        <Button
          variant="ghost"
          className="mt-2 w-full"
          busy={notices.isFetchingNextPage}
          onClick={() => void notices.fetchNextPage()}
        >
          {words("older")}
        </Button>
      )}
    </>
  );
}

interface NoticesPanelProps {
  unread: number;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** The notices, newest first, over the page. */
export default function NoticesPanel({ unread, open, onOpenChange }: NoticesPanelProps) {
  const words = useNoticeWords();
  const read = useReadNotices();
  const onOpen = (notice: Notice) => {
    onOpenChange(false);
    if (notice.read_at === null) read.mutate(notice.id);
  };
  return (
    <DialogRoot open={open} onOpenChange={onOpenChange}>
      <Sheet
        title={words("title")}
        detail={words("detail")}
        footer={
          unread > 0 && (
            <Button
              size="sm"
              busy={read.isPending}
              onClick={() => read.mutate(undefined, { onError: toast.problem })}
            >
              {words("allRead")}
            </Button>
          )
        }
      >
        <NoticeList onOpen={onOpen} />
      </Sheet>
    </DialogRoot>
  );
}
