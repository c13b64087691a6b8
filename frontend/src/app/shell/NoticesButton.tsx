import { Bell } from "lucide-react";

import { Button, type ButtonProps } from "@/components/ui/button";
import { useNoticeWords } from "@/lib/strings/en/notices";

const countedMost = 99;

/** The bell with the number of unread notices. */
export function NoticesButton({ unread, ...props }: { unread: number } & ButtonProps) {
  const words = useNoticeWords();
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-haspopup="dialog"
      aria-label={unread > 0 ? words("openUnread", { count: unread }) : words("open")}
      {...props}
      className="relative"
    >
      <Bell aria-hidden />
      {unread > 0 && (
        <span
          aria-hidden
          className="absolute -top-0.5 -right-0.5 min-w-4.5 rounded-full bg-bad px-1 text-center text-xs font-semibold text-on-accent tabular-nums"
        >
          {unread > countedMost ? words("many") : unread}
        </span>
      )}
    </Button>
  );
}
