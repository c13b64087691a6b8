import { Repeat } from "lucide-react";

import { CampaignDot } from "@/components/campaign-dot";
import { AccountMarks } from "@/components/recurring/account-marks";
import { dateOf } from "@/components/recurring/date-list";
import { timeOfDay, useRuleWords } from "@/components/recurring/use-rule-words";
import { Badge, type Tone } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Note } from "@/components/ui/error-state";
import { useCampaigns } from "@/lib/api/campaigns";
import type { Series } from "@/lib/api/contract";
import { useSeries } from "@/lib/api/series";
import { useRecurringWords } from "@/lib/strings/en/recurring";

import { SeriesActions, teaserOf } from "./SeriesActions";

const tones: Record<Series["state"], Tone> = { active: "good", paused: "warn", ended: "neutral" };
const nextShown = 3;

export function SeriesBadge({ series: { state, problem } }: { series: Series }) {
  const words = useRecurringWords();
  const stopped = state === "paused" && problem !== "";
  return (
    <Badge tone={stopped ? "bad" : tones[state]} dot>
      {words(stopped ? "state.stopped" : `state.${state}`)}
    </Badge>
  );
}

/** A rule that cannot be said in words is shown as it is, with the dates that it means. */
function OwnRule({ series, withDates }: { series: Series; withDates: boolean }) {
  const words = useRecurringWords();
  const { zoneName } = useRuleWords();
  const dates = useSeries(series.id, withDates && series.state !== "ended").data?.upcoming.occurrences;
  const next = dates?.slice(0, nextShown).map(({ at }) => dateOf(at, series.zone)) ?? [];
  return (
    <span className="min-w-0">
      {words("rule.own")} <code className="font-mono text-xs break-all">{series.rule}</code>
      <span className="block text-ink-muted">
        {next.length > 0
          ? next.join(" · ")
          : words("rule.from", { time: timeOfDay(series.local), zone: zoneName(series.zone) })}
      </span>
    </span>
  );
}

/** When it comes, in plain words. */
export function RuleLine({ series, withDates = false }: { series: Series; withDates?: boolean }) {
  const sentence = useRuleWords().sentence(series);
  return (
    <p className="flex items-start gap-2 text-sm">
      <Repeat aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
      {sentence ?? <OwnRule series={series} withDates={withDates} />}
    </p>
  );
}

function Labels({ series: { tags, campaign_id } }: { series: Series }) {
  const words = useRecurringWords();
  const campaign = useCampaigns(campaign_id !== null).data?.find(({ id }) => id === campaign_id);
  if (tags.length === 0 && !campaign) return null;
  return (
    <p className="flex flex-wrap items-center gap-1.5">
      {campaign && (
        <span className="mr-1 inline-flex min-w-0 items-center gap-1.5 text-sm text-ink-muted">
          <span className="sr-only">{words("campaign")}: </span>
          <CampaignDot colour={campaign.colour} />
          <span className="truncate">{campaign.name}</span>
        </span>
      )}
      {tags.length > 0 && <span className="sr-only">{words("tags")}: </span>}
      {tags.map((tag) => (
        <Badge key={tag}>{tag}</Badge>
      ))}
    </p>
  );
}

/** What stands in each post beside its text. */
function Facts({ series }: { series: Series }) {
  const words = useRecurringWords();
  const { state, next_at, zone, texts, media, follow_ups, tailored } = series;
  const own = Object.values(tailored).filter(({ text, media: files }) => text !== null || files !== null);
  const facts = [
    texts.length > 0 && words("turns", { count: texts.length + 1 }),
    media.length > 0 && words("files", { count: media.length }),
    follow_ups.length > 0 && words("parts", { count: follow_ups.length }),
    own.length > 0 && words("ownWords", { count: own.length }),
  ].filter((fact): fact is string => fact !== false);
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-muted empty:hidden">
      {next_at ? (
        <span className="font-medium text-ink tabular-nums">
          {words("next", { time: dateOf(next_at, zone) })}
        </span>
      ) : (
        state !== "ended" && <span>{words("nextNone")}</span>
      )}
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </p>
  );
}

/** Why it stopped by itself, and what to do. */
export function StoppedNote({ series: { problem } }: { series: Series }) {
  const words = useRecurringWords();
  if (!problem) return null;
  return (
    <Note tone="bad" title={words("problem.title")}>
      <p>{problem}</p>
      <p className="mt-1">{words("problem.todo")}</p>
    </Note>
  );
}

/** One recurring post: what it says, when, how it stands, and what can be done with it. */
export function SeriesCard({ series, onDates }: { series: Series; onDates: () => void }) {
  const words = useRecurringWords();
  const [picture] = series.media;
  return (
    <Card aria-label={teaserOf(series, words("noText"))} className="flex flex-col gap-3 p-4 sm:p-5">
      <header className="flex items-start gap-4">
        {picture && (
          <img
            src={picture.thumbnail_url}
            alt=""
            className="size-12 shrink-0 rounded-md bg-sunken object-cover"
          />
        )}
        <h2 dir="auto" className="line-clamp-2 min-w-0 flex-1 text-sm font-semibold break-words">
          {series.text || words("noText")}
        </h2>
        <SeriesBadge series={series} />
      </header>
      <RuleLine series={series} withDates />
      <Facts series={series} />
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <AccountMarks ids={series.connection_ids} />
        <Labels series={series} />
      </div>
      <StoppedNote series={series} />
      <footer className="flex flex-wrap items-center gap-2">
        <SeriesActions series={series} onDates={onDates} />
      </footer>
    </Card>
  );
}
