import { useMarketingWords } from "@/lib/strings/en/marketing";

import { Section } from "./PublicFrame";

export function HowItWorks() {
  const words = useMarketingWords();
  return (
    <Section id="how" title={words("how.title")}>
      <ol className="grid gap-x-6 gap-y-10 sm:grid-cols-2 lg:grid-cols-4">
        {words.list("how.steps").map(({ title, detail }, index) => (
          <li key={title}>
            <span
              aria-hidden
              className="mb-4 grid size-8 place-items-center rounded-full bg-accent-soft text-sm font-semibold text-accent-text tabular-nums"
            >
              {index + 1}
            </span>
            <h3 className="text-base font-semibold">{title}</h3>
            <p className="mt-1.5 text-ink-muted">{detail}</p>
          </li>
        ))}
      </ol>
    </Section>
  );
}
