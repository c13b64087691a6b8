import { CircleAlert, CircleCheck, CircleHelp, MessageCircle, OctagonAlert } from "lucide-react";

import { Badge } from "@/components/ui/badge";
import type { Flag, Suggestion } from "@/lib/api/contract";
import { formatCount } from "@/lib/numbers";
import { useGenerationWords } from "@/lib/strings/en/generation";

import { standings, textsOf } from "./marks";

/** "by Mistral", or that no model wrote it. */
export function EngineBadge({ suggestion }: { suggestion: Suggestion }) {
  return (
    <Badge tone={suggestion.engine === "composer" ? "neutral" : "accent"} className="first-letter:uppercase">
      {suggestion.label}
    </Badge>
  );
}

/** How many sentences rest on the document, and how many do not. */
export function Standings({ suggestion }: { suggestion: Suggestion }) {
  const words = useGenerationWords();
  const count = standings(suggestion.grounds);
  if (suggestion.grounds.length === 0) return null;
  return (
    <ul
      aria-label={words("standing.label")}
      className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-muted"
    >
      {count.grounded > 0 && (
        <li className="flex items-center gap-1.5">
          <CircleCheck aria-hidden className="size-3.5 text-good-text" />
          {words("standing.grounded", { count: count.grounded })}
        </li>
      )}
      {count.unsupported > 0 && (
        <li className="flex items-center gap-1.5">
          <CircleHelp aria-hidden className="size-3.5 text-warn-text" />
          {words("standing.unsupported", { count: count.unsupported })}
        </li>
      )}
      {count.opinion > 0 && (
        <li className="flex items-center gap-1.5">
          <MessageCircle aria-hidden className="size-3.5 text-ink-faint" />
          {words("standing.opinion", { count: count.opinion })}
        </li>
      )}
    </ul>
  );
}

function wordsAt(suggestion: Suggestion, { part, start, end }: Flag): string | null {
  if (start === null || end === null) return null;
  return Array.from(textsOf(suggestion)[part] ?? "")
    .slice(start, end)
    .join("");
}

/** What an author should look at, each with the words that it is about. */
export function Flags({ suggestion }: { suggestion: Suggestion }) {
  const words = useGenerationWords();
  if (suggestion.flags.length === 0) return null;
  return (
    <ul aria-label={words("flags")} className="flex flex-col gap-1.5">
      {suggestion.flags.map((flag, index) => {
        const Icon = flag.blocking ? OctagonAlert : CircleAlert;
        const place = wordsAt(suggestion, flag);
        return (
          <li key={index} className={flag.blocking ? "text-bad-text" : "text-warn-text"}>
            <span className="flex items-start gap-1.5 text-sm">
              <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
              <span className="min-w-0 break-words">
                {place && <q className="font-medium">{place}</q>} {flag.message}
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Range({ low, high, score }: { low: number; high: number; score: number }) {
  return (
    <span aria-hidden className="relative block h-1.5 w-full rounded-full bg-sunken">
      <span
        className="absolute inset-y-0 rounded-full bg-accent-soft ring-1 ring-accent"
        style={{ left: `${low}%`, right: `${100 - high}%` }}
      />
      <span className="absolute -inset-y-0.5 w-1 rounded-full bg-accent" style={{ left: `${score}%` }} />
    </span>
  );
}

/** How the post may do: its place with its range, and how often such ranges were right; or that nobody knows. */
export function PredictionLine({ suggestion }: { suggestion: Suggestion }) {
  const words = useGenerationWords();
  const { score, interval, basis, note, expected_likes: likes } = suggestion.performance_prediction;
  if (score === undefined || !interval) return null;
  if (basis !== "account") {
    return (
      <details className="text-xs text-ink-muted">
        <summary className="w-fit rounded-sm">{words("prediction.none")}</summary>
        <p className="mt-1">{note}</p>
      </details>
    );
  }
  const { low, high, likes_low, likes_high } = interval;
  return (
    <div className="flex flex-col gap-1.5 text-xs text-ink-muted">
      <p>
        {words("prediction.place", { score, low, high })}{" "}
        {likes !== null &&
          likes !== undefined &&
          (likes_low !== null && likes_high !== null
            ? words("prediction.likes", {
                likes: formatCount(likes),
                low: formatCount(likes_low),
                high: formatCount(likes_high),
              })
            : words("prediction.likesOnly", { likes: formatCount(likes) }))}
      </p>
      <Range low={low} high={high} score={score} />
      <p className="text-ink-faint">{note}</p>
    </div>
  );
}

/** How near the text is to the learned voice, in words and percent. */
export function Nearness({ suggestion }: { suggestion: Suggestion }) {
  const words = useGenerationWords();
  const { nearness } = suggestion;
  if (nearness === null) return null;
  const name = nearness >= 0.5 ? "near" : nearness >= 0.25 ? "between" : "far";
  return (
    <p className="text-xs text-ink-muted">
      {words(`voice.${name}`, { percent: Math.round(nearness * 100) })}
    </p>
  );
}
