import { ExternalLink, Mail } from "lucide-react";
import type { ReactNode } from "react";

import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { Meta } from "@/lib/api/contract";
import { useAppWords } from "@/lib/strings/en/app";

function SandboxLinks({ meta }: { meta: Meta }) {
  const words = useAppWords();
  const links = [
    { url: meta.sandbox_url, label: words("mode.openSandbox"), icon: ExternalLink },
    { url: meta.mailbox_url, label: words("mode.openMailbox"), icon: Mail },
  ];
  return (
    <ul className="mt-3 -mb-1 -ml-2 flex flex-col">
      {links.map(
        ({ url, label, icon: Icon }) =>
          url && (
            <li key={label}>
              <a
                href={url}
                target="_blank"
                rel="noreferrer"
                className="flex items-center gap-2 rounded-md px-2 py-1.5 font-medium text-accent-text hover:bg-accent-soft"
              >
                <Icon aria-hidden className="size-4" />
                {label}
              </a>
            </li>
          ),
      )}
    </ul>
  );
}

/** What the mode means, and in the sandbox where its pages are. */
export default function ModeExplained({ meta, trigger }: { meta: Meta; trigger: ReactNode }) {
  const words = useAppWords();
  const sandbox = meta.mode === "sandbox";
  return (
    <Popover defaultOpen>
      <PopoverTrigger asChild>{trigger}</PopoverTrigger>
      <PopoverContent
        align="end"
        className="text-sm"
        aria-label={words(sandbox ? "mode.sandboxTitle" : "mode.liveTitle")}
      >
        <p className="font-medium">{words(sandbox ? "mode.sandboxTitle" : "mode.liveTitle")}</p>
        <p className="mt-1 text-ink-muted">{words(sandbox ? "mode.sandboxDetail" : "mode.liveDetail")}</p>
        {sandbox && <SandboxLinks meta={meta} />}
      </PopoverContent>
    </Popover>
  );
}
