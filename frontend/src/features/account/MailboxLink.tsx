import { Mail } from "lucide-react";

import { Button } from "@/components/ui/button";
import { useMeta } from "@/lib/api/meta";
import { useAccountWords } from "@/lib/strings/en/account";

/** The way to the sandbox's mailbox, where all mail of a sandboxed installation lands. */
export function MailboxLink() {
  const words = useAccountWords();
  const url = useMeta().data?.mailbox_url;
  if (!url) return null;
  return (
    <Button asChild>
      <a href={url} target="_blank" rel="noreferrer">
        <Mail aria-hidden />
        {words("mailbox")}
      </a>
    </Button>
  );
}
