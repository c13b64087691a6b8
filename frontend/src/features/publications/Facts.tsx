import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";

import { Badge } from "@/components/ui/badge";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Moment } from "@/components/ui/time";
import { accountName } from "@/lib/account-name";
import type { Publication } from "@/lib/api/contract";
import { usePublicationWords } from "@/lib/strings/en/publications";

import { formatSpan } from "./spans";
import { usePlatform } from "./use-platform";

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-faint">{name}</dt>
      <dd className="mt-0.5 flex flex-wrap items-center gap-2 text-sm">{children}</dd>
    </div>
  );
}

/** Account, planned, sent, how late, and where it is. */
export function Facts({ publication }: { publication: Publication }) {
  const words = usePublicationWords();
  const { name } = usePlatform(publication.platform);
  const { platform, username, due_at, published_at, late_seconds, late, url } = publication;
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 border-t border-line pt-4 sm:grid-cols-3 lg:grid-cols-5">
      <Fact name={words("facts.account")}>
        <span className="inline-flex min-w-0 items-center gap-1.5">
          <PlatformMark platform={platform} label={name} className="size-3.5" />
          <span className="truncate">{accountName({ platform, username })}</span>
        </span>
      </Fact>
      <Fact name={words("facts.planned")}>
        <Moment iso={due_at} />
      </Fact>
      {published_at && (
        <Fact name={words("facts.sent")}>
          <Moment iso={published_at} />
        </Fact>
      )}
      {late_seconds !== null && (
        <Fact name={words("facts.after")}>
          {late_seconds > 0 ? formatSpan(late_seconds) : words("facts.inTime")}
          {late && <Badge tone="warn">{words("facts.late")}</Badge>}
        </Fact>
      )}
      {published_at && (
        <Fact name={words("facts.link")}>
          {url ? (
            <a
              href={url}
              target="_blank"
              rel="noreferrer"
              className="inline-flex items-center gap-1 font-medium text-accent-text hover:underline"
            >
              {words("facts.open", { platform: name })}
              <ExternalLink aria-hidden className="size-3.5" />
            </a>
          ) : (
            <span className="text-ink-muted">{words("facts.noLink")}</span>
          )}
        </Fact>
      )}
    </dl>
  );
}
