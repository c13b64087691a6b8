import { Link } from "react-router";

import { useMarketingWords } from "@/lib/strings/en/marketing";

// Written by `python -m bench.quality`, which measures it.
import measured from "./measured.json";
import { Section } from "./PublicFrame";

const figures = measured.find(({ name }) => name === "batches")?.figures ?? [];

/** How many seconds the whole of it took, by the line of the track record that begins so. */
function secondsOf(line: string): string | undefined {
  const told = figures.find(
    ([what]) => what?.startsWith("300 drafts of 30 days") && what.includes(line),
  )?.[1];
  return told && /all after ([\d.]+) s/.exec(told)?.[1];
}

/** How soon a month of posts is there, as it was measured. */
export function ThirtyDays() {
  const words = useMarketingWords();
  const [model, own] = [secondsOf("by a model"), secondsOf("without a model")];
  if (!model || !own) return null;
  return (
    <Section id="thirty" title={words("thirty.title")} detail={words("thirty.detail")}>
      <dl className="grid gap-4 sm:grid-cols-2">
        {[
          { name: words("thirty.model"), seconds: model, how: words("thirty.modelHow") },
          { name: words("thirty.own"), seconds: own, how: words("thirty.ownHow") },
        ].map(({ name, seconds, how }) => (
          <div key={name} className="rounded-xl border border-line bg-surface p-6 shadow-sm">
            <dt className="text-sm font-medium text-ink-muted">{name}</dt>
            <dd>
              <span className="block text-2xl font-semibold tabular-nums">
                {words("thirty.seconds", { seconds })}
              </span>
              <span className="mt-1 block text-ink-muted">{how}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-5 text-ink-muted">
        {words("thirty.refused")}{" "}
        <Link to="/track-record" className="rounded-sm text-accent-text underline-offset-4 hover:underline">
          {words("thirty.measured")}
        </Link>
        .
      </p>
    </Section>
  );
}
