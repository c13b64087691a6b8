import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";

import { Moment, RelativeMoment } from "@/components/ui/time";
import type { Connection, Health } from "@/lib/api/contract";
import { useZone } from "@/lib/api/user";
import { useConnectionWords } from "@/lib/strings/en/connections";
import { formatMoment, formatRelative, useNow } from "@/lib/time";

const knownScopes = ["tweet.read", "tweet.write", "users.read", "media.write", "offline.access"] as const;

function isKnown(scope: string): scope is (typeof knownScopes)[number] {
  return (knownScopes as readonly string[]).includes(scope);
}

function useScopeNames() {
  const words = useConnectionWords();
  const named = (scope: string) =>
    isKnown(scope) ? words(`scope.${scope.replace(".", "-") as "tweet-read"}`) : scope;
  return (scopes: string[]) => new Intl.ListFormat(undefined).format(scopes.map(named));
}

function Fact({ name, children, className }: { name: string; children: ReactNode; className?: string }) {
  return (
    <div className={className}>
      <dt className="text-xs text-ink-faint">{name}</dt>
      <dd className="mt-0.5 text-sm break-words">{children}</dd>
    </div>
  );
}

function useSignInLife(health: Health): string {
  const words = useConnectionWords();
  const zone = useZone();
  const now = useNow();
  const { sign_in_ends_at: endsAt, renews_itself } = health;
  if (renews_itself) return words("facts.accessRenewed");
  if (endsAt === null) return words("facts.accessOpen");
  return new Date(endsAt) > now
    ? words("facts.accessUntil", { time: formatMoment(endsAt, zone, "date") })
    : words("facts.accessEnded", { time: formatRelative(endsAt, now) });
}

function SignInFact({ health }: { health: Health }) {
  const words = useConnectionWords();
  return <Fact name={words("facts.access")}>{useSignInLife(health)}</Fact>;
}

function QuotaFact({ health }: { health: Health }) {
  const words = useConnectionWords();
  const now = useNow();
  const { quota } = health;
  if (!quota) return null;
  const { limit, remaining, resets_at } = quota;
  return (
    <Fact name={words("facts.quota")}>
      {resets_at && new Date(resets_at) > now
        ? words("facts.quotaUntil", { remaining, limit, time: formatRelative(resets_at, now) })
        : words("facts.quotaValue", { remaining, limit })}
    </Fact>
  );
}

function VersionFact({ health }: { health: Health }) {
  const words = useConnectionWords();
  const zone = useZone();
  const { version, version_ends_on: endsOn } = health;
  if (!version) return null;
  return (
    <Fact name={words("facts.version")}>
      {endsOn
        ? words("facts.versionUntil", { version, date: formatMoment(`${endsOn}T12:00:00Z`, zone, "date") })
        : version}
    </Fact>
  );
}

function CheckedFact({ health }: { health: Health }) {
  const words = useConnectionWords();
  return (
    <Fact name={words("facts.checked")}>
      {health.checked_at ? <RelativeMoment iso={health.checked_at} /> : words("facts.unchecked")}
    </Fact>
  );
}

/** Since when, until when, last success, what is left, and what the account allowed. */
export function ConnectionFacts({ connection, health }: { connection: Connection; health?: Health }) {
  const words = useConnectionWords();
  const namesOf = useScopeNames();
  return (
    <>
      <dl className="mt-4 grid grid-cols-2 gap-x-6 gap-y-3 border-t border-line pt-4 sm:grid-cols-4">
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
        {health && (
          <>
            <SignInFact health={health} />
            <CheckedFact health={health} />
            <QuotaFact health={health} />
            <VersionFact health={health} />
          </>
        )}
        {connection.instance && <Fact name={words("facts.server")}>{connection.instance}</Fact>}
        {health && health.missing_scopes.length > 0 && (
          <Fact name={words("facts.missing")} className="col-span-full">
            {namesOf(health.missing_scopes)}
          </Fact>
        )}
      </dl>
      {connection.permissions.length > 0 && (
        <details className="group mt-4 text-sm">
          <summary className="flex w-fit items-center gap-1.5 text-xs text-ink-faint">
            <ChevronDown aria-hidden className="size-3.5 -rotate-90 group-open:rotate-0" />
            {words("facts.permissions", { count: connection.permissions.length })}
          </summary>
          <p className="mt-1.5 break-words text-ink-muted">{namesOf(connection.permissions)}</p>
        </details>
      )}
    </>
  );
}
