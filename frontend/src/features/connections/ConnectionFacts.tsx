import type { ReactNode } from "react";

import { Moment, RelativeMoment } from "@/components/ui/time";
import type { Connection } from "@/lib/api/contract";
import { useZone } from "@/lib/api/user";
import { useConnectionWords } from "@/lib/strings/en/connections";
import { formatMoment, formatRelative, useNow } from "@/lib/time";

const knownScopes = ["tweet.read", "tweet.write", "users.read", "media.write", "offline.access"] as const;

function isKnown(scope: string): scope is (typeof knownScopes)[number] {
  return (knownScopes as readonly string[]).includes(scope);
}

function Fact({ name, children, className }: { name: string; children: ReactNode; className?: string }) {
  return (
    <div className={className}>
      <dt className="text-xs text-ink-faint">{name}</dt>
      <dd className="mt-0.5 text-sm">{children}</dd>
    </div>
  );
}

function useAccessLife(expiresAt: string | null): string {
  const words = useConnectionWords();
  const zone = useZone();
  const now = useNow();
  if (expiresAt === null) return words("facts.accessOpen");
  return new Date(expiresAt) > now
    ? words("facts.accessUntil", { time: formatMoment(expiresAt, zone) })
    : words("facts.accessEnded", { time: formatRelative(expiresAt, now) });
}

/** Since when, until when, last success, and what the account allowed. */
export function ConnectionFacts({ connection }: { connection: Connection }) {
  const words = useConnectionWords();
  const access = useAccessLife(connection.token_expires_at);
  const scopes = connection.permissions.map((scope) =>
    isKnown(scope) ? words(`scope.${scope.replace(".", "-") as "tweet-read"}`) : scope,
  );
  return (
    <dl className="mt-5 grid gap-x-6 gap-y-4 border-t border-line pt-4 sm:grid-cols-3">
      <Fact name={words("facts.since")}>
        <Moment iso={connection.connected_at} style="date" />
      </Fact>
      <Fact name={words("facts.success")}>
        {connection.last_success_at ? (
          <RelativeMoment iso={connection.last_success_at} />
        ) : (
          words("facts.never")
        )}
      </Fact>
      <Fact name={words("facts.access")}>{access}</Fact>
      <Fact name={words("facts.permissions")} className="sm:col-span-3">
        {new Intl.ListFormat(undefined).format(scopes)}
      </Fact>
    </dl>
  );
}
