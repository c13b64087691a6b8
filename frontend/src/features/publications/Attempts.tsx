import type { ReactNode } from "react";

import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { Attempt, Publication } from "@/lib/api/contract";
import { useZone } from "@/lib/api/user";
import { usePublicationWords } from "@/lib/strings/en/publications";

import { formatExact, formatSize, formatSpan } from "./spans";
import { usePlatform } from "./use-platform";

const decisions = ["published", "again", "look", "give_up", "ask", "hold", "wait"] as const;
const shortFingerprint = 10;

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[5.5rem_1fr] gap-2">
      <dt className="text-ink-faint">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}

function When({ attempt }: { attempt: Attempt }) {
  const words = usePublicationWords();
  const zone = useZone();
  const time = formatExact(attempt.started_at, zone);
  if (attempt.ended_at === null) return words("attempts.under", { time });
  const seconds = (Date.parse(attempt.ended_at) - Date.parse(attempt.started_at)) / 1000;
  return words("attempts.took", { time, span: formatSpan(Math.max(0, seconds)) });
}

function Sent({ attempt }: { attempt: Attempt }) {
  const words = usePublicationWords();
  const zone = useZone();
  const { kind, write_began_at, fingerprint, bytes } = attempt;
  if (kind === "look") return words("attempts.sentLook");
  if (write_began_at === null) return words("attempts.sentNothing");
  if (fingerprint === null || bytes === null)
    return words("attempts.sentPlain", { time: formatExact(write_began_at, zone) });
  return (
    <>
      {words("attempts.sentFact", { size: formatSize(bytes) })}{" "}
      <code title={fingerprint} className="rounded-sm bg-sunken px-1 text-xs">
        {fingerprint.slice(0, shortFingerprint)}
      </code>
    </>
  );
}

function CameBack({ attempt, platform }: { attempt: Attempt; platform: string }) {
  const words = usePublicationWords();
  const { ended_at, came_back, status } = attempt;
  const outcome: string = attempt.outcome;
  const said = came_back || words(ended_at === null ? "attempts.backYet" : "attempts.backNothing");
  const noted =
    outcome === "duplicate" || outcome === "absent" ? words(`attempts.outcome.${outcome}`, { platform }) : "";
  return [status === null ? "" : words("attempts.status", { status }), said, noted]
    .filter(Boolean)
    .join(" · ");
}

function Decided({ attempt, platform }: { attempt: Attempt; platform: string }) {
  const words = usePublicationWords();
  const known = decisions.find((decision) => decision === attempt.decision);
  const decision = known ? words(`attempts.decision.${known}`, { platform }) : attempt.decision;
  // The reason often is what came back, word by word; once is enough.
  const why = attempt.why === attempt.came_back ? "" : attempt.why;
  if (!decision) return why;
  return (
    <>
      {decision}
      {why && <span className="block text-ink-muted">{why}</span>}
    </>
  );
}

function Entry({ attempt, platform }: { attempt: Attempt; platform: string }) {
  const words = usePublicationWords();
  return (
    <li className="border-l-2 border-line pl-4">
      <h3 className="text-sm font-medium">
        {words(`attempts.${attempt.kind}`, { number: attempt.number, platform })}
      </h3>
      <dl className="mt-1 grid gap-1 text-sm">
        <Line name={words("attempts.when")}>
          <When attempt={attempt} />
        </Line>
        <Line name={words("attempts.sent")}>
          <Sent attempt={attempt} />
        </Line>
        <Line name={words("attempts.back")}>
          <CameBack attempt={attempt} platform={platform} />
        </Line>
        {(attempt.decision || attempt.why) && (
          <Line name={words("attempts.decided")}>
            <Decided attempt={attempt} platform={platform} />
          </Line>
        )}
      </dl>
    </li>
  );
}

/** Everything that was tried: when, what was sent, what came back, what was decided and why. */
export function Attempts({ publication }: { publication: Publication }) {
  const words = usePublicationWords();
  const { name } = usePlatform(publication.platform);
  return (
    <Card aria-labelledby="publication-attempts">
      <CardHeader id="publication-attempts" title={words("attempts.title")} />
      <CardBody>
        {publication.attempts.length === 0 ? (
          <p className="text-sm text-ink-muted">{words("attempts.none")}</p>
        ) : (
          <ol className="grid gap-5">
            {publication.attempts.map((attempt) => (
              <Entry key={attempt.number} attempt={attempt} platform={name} />
            ))}
          </ol>
        )}
      </CardBody>
    </Card>
  );
}
