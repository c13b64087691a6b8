import { CircleCheck } from "lucide-react";

import { cn } from "@/lib/cn";
import { useMarketingWords } from "@/lib/strings/en/marketing";

import { Section } from "./PublicFrame";

function Record() {
  const words = useMarketingWords();
  const rows = words.list("promise.timeline.rows");
  return (
    <figure
      aria-label={words("promise.timeline.label")}
      className="rounded-xl border border-line bg-surface p-6 shadow-md"
    >
      <figcaption className="mb-4 font-medium">{words("promise.timeline.title")}</figcaption>
      <ol className="flex flex-col gap-3">
        {rows.map(({ time, text }, index) => {
          const last = index === rows.length - 1;
          return (
            <li key={time} className="grid grid-cols-[6rem_1fr] items-baseline gap-x-3">
              <span className="font-mono text-xs text-ink-faint">{time}</span>
              <span className={cn("flex items-center gap-1.5", last && "font-medium text-good-text")}>
                {text}
                {last && <CircleCheck aria-hidden className="size-4" />}
              </span>
            </li>
          );
        })}
      </ol>
    </figure>
  );
}

/** Why no post goes out twice, and none is lost. */
export function OncePromise() {
  const words = useMarketingWords();
  return (
    <Section
      id="promise"
      title={words("promise.title")}
      detail={words("promise.lead")}
      className="border-y border-line bg-sunken"
    >
      <div className="grid items-start gap-12 lg:grid-cols-2">
        <ul className="flex flex-col gap-8">
          {words.list("promise.points").map(({ title, detail }) => (
            <li key={title} className="border-l-2 border-accent pl-5">
              <h3 className="text-base font-semibold">{title}</h3>
              <p className="mt-1 text-ink-muted">{detail}</p>
            </li>
          ))}
        </ul>
        <Record />
      </div>
    </Section>
  );
}
