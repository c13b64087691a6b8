import { ExternalLink } from "lucide-react";

import { Button } from "@/components/ui/button";
import { accountName } from "@/lib/account-name";
import { useConnections } from "@/lib/api/connections";
import type { Publication } from "@/lib/api/contract";
import { useRetry } from "@/lib/api/publications";
import { useZone } from "@/lib/api/user";
import { usePublicationWords } from "@/lib/strings/en/publications";

import { AskButton } from "./AskButton";
import { DropButton } from "./DropButton";
import { formatExact } from "./spans";
import { doubtfulAttempts } from "./standing";
import { ThereButton } from "./ThereButton";
import { usePlatform } from "./use-platform";

/** What is known of a post without a clear answer, one sentence each. */
function useFindings(publication: Publication): string[] {
  const words = usePublicationWords();
  const zone = useZone();
  const { name: platform } = usePlatform(publication.platform);
  const sent = doubtfulAttempts(publication).at(-1);
  const looks = publication.attempts.filter(({ kind }) => kind === "look");
  const last = looks.at(-1);
  const findings: string[] = [];
  if (sent?.write_began_at) {
    findings.push(words("found.sent", { time: formatExact(sent.write_began_at, zone) }));
    findings.push(
      sent.came_back ? words("found.back", { words: sent.came_back }) : words("found.backNothing"),
    );
  }
  findings.push(
    last
      ? words("found.looked", {
          count: looks.length,
          platform,
          time: formatExact(last.started_at, zone),
          words: last.came_back,
        })
      : words("found.notLooked", { platform }),
  );
  if (publication.error) findings.push(publication.error.detail);
  return findings;
}

function PostAgain({ publication }: { publication: Publication }) {
  const words = usePublicationWords();
  const retry = useRetry();
  const { name } = usePlatform(publication.platform);
  return (
    <AskButton
      danger
      label={words("again.button")}
      title={words("again.title")}
      detail={words("again.detail", { account: accountName(publication), platform: name })}
      confirm={words("again.confirm")}
      busy={retry.isPending}
      error={retry.error}
      onConfirm={(done) => retry.mutate(publication.id, { onSuccess: done })}
    />
  );
}

/** The facts about a post without a clear answer, and the three things that a person can say about it. */
export function Unconfirmed({ publication }: { publication: Publication }) {
  const words = usePublicationWords();
  const findings = useFindings(publication);
  const { name } = usePlatform(publication.platform);
  const profile = useConnections().data?.find(({ id }) => id === publication.connection_id)?.profile_url;
  return (
    <div className="flex flex-col gap-4">
      <ul className="list-disc space-y-1 pl-5 text-sm text-ink-muted">
        {findings.map((finding) => (
          <li key={finding}>{finding}</li>
        ))}
      </ul>
      <p className="text-sm">{words("found.decide")}</p>
      <div className="flex flex-wrap gap-2">
        {profile && (
          <Button variant="primary" asChild>
            <a href={profile} target="_blank" rel="noreferrer">
              {words("found.profile", { platform: name })}
              <ExternalLink aria-hidden />
            </a>
          </Button>
        )}
        <ThereButton id={publication.id} />
        <PostAgain publication={publication} />
        <DropButton publication={publication} />
      </div>
    </div>
  );
}
