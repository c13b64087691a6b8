import { Lock, Sparkles } from "lucide-react";

import { PlanChange } from "@/components/plan-change";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ProblemNote } from "@/components/ui/error-state";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { useConnections } from "@/lib/api/connections";
import type { Domain } from "@/lib/api/contract";
import { usePlatforms } from "@/lib/api/platforms";
import { cn } from "@/lib/cn";
import { useConnectionWords } from "@/lib/strings/en/connections";
import { useOnboardingWords } from "@/lib/strings/en/onboarding";

import { useExample } from "./api";

/** Where an example is written for: the first account that takes a text alone, else X. */
function useExamplePlatform() {
  const connections = useConnections().data ?? [];
  const platforms = usePlatforms().data ?? [];
  const texts = platforms.filter(({ kinds }) => kinds.includes("text"));
  return texts.find(({ key }) => connections.some(({ platform }) => platform === key)) ?? texts[0];
}

function Example({ domain }: { domain: Domain }) {
  const words = useOnboardingWords();
  const platform = useExamplePlatform();
  const example = useExample();
  return (
    <>
      {example.isPending ? (
        <Loading className="flex flex-col gap-2">
          <p className="text-xs text-ink-faint">{words("domains.writing")}</p>
          <Skeleton />
          <Skeleton className="w-2/3" />
        </Loading>
      ) : (
        <figure aria-live="polite">
          <figcaption className="text-xs text-ink-faint">
            {example.data && platform
              ? words("domains.written", { label: example.data.label, platform: platform.name })
              : words("domains.sample")}
          </figcaption>
          <blockquote className="mt-1 text-sm break-words whitespace-pre-line">
            {example.data?.content ?? domain.sample_content}
          </blockquote>
        </figure>
      )}
      <ProblemNote error={example.error} />
      {domain.available && platform && (
        <Button
          size="sm"
          className="self-start"
          busy={example.isPending}
          onClick={() => example.mutate({ domain: domain.id, platform: platform.key })}
        >
          {!example.isPending && <Sparkles aria-hidden />}
          {words(example.data ? "domains.previewAgain" : "domains.preview")}
          <span className="sr-only">{words("domains.previewFor", { name: domain.name })}</span>
        </Button>
      )}
    </>
  );
}

interface DomainCardProps {
  domain: Domain;
  chosen: boolean;
  /** Whether another one may be chosen. */
  room: boolean;
  onChange: (chosen: boolean) => void;
}

/** One domain: for whom, how it sounds, and the box that chooses it. */
export function DomainCard({ domain, chosen, room, onChange }: DomainCardProps) {
  const words = useOnboardingWords();
  const connectionWords = useConnectionWords();
  return (
    <li
      className={cn(
        "flex flex-col gap-3 rounded-lg border bg-surface p-5 shadow-sm transition-colors",
        chosen ? "border-accent" : "border-line",
      )}
    >
      <div className="flex items-start justify-between gap-3">
        {domain.available ? (
          <Checkbox
            checked={chosen}
            disabled={!chosen && !room}
            title={!chosen && !room ? words("domains.full") : undefined}
            onChange={(event) => onChange(event.target.checked)}
            label={<span className="font-medium text-ink">{domain.name}</span>}
          />
        ) : (
          <>
            <p className="font-medium">{domain.name}</p>
            <Badge tone="accent">
              <Lock aria-hidden />
              {connectionWords("proNeeded")}
            </Badge>
          </>
        )}
      </div>
      <p className="text-sm text-ink-muted">{domain.description}</p>
      <p className="text-xs text-ink-muted">
        {words("domains.audience", { audience: domain.audience })}
        {domain.engagement_rate && <> · {words("domains.engagement", { rate: domain.engagement_rate })}</>}
      </p>
      <Example domain={domain} />
      {!domain.available && (
        <div>
          <PlanChange to="pro" size="sm" />
        </div>
      )}
    </li>
  );
}
