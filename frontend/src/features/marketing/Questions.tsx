import { Plus } from "lucide-react";

import { useMarketingWords } from "@/lib/strings/en/marketing";

import { Section } from "./PublicFrame";

export function Questions() {
  const words = useMarketingWords();
  return (
    <Section id="questions" title={words("faq.title")}>
      <div className="max-w-3xl divide-y divide-line border-y border-line">
        {words.list("faq.items").map(({ question, answer }) => (
          <details key={question} className="group">
            <summary className="flex items-center justify-between gap-4 rounded-sm py-4 text-base font-medium [&::-webkit-details-marker]:hidden">
              {question}
              <Plus
                aria-hidden
                className="size-4 shrink-0 text-ink-faint transition-transform duration-150 group-open:rotate-45"
              />
            </summary>
            <p className="max-w-2xl pb-5 text-base text-ink-muted">{answer}</p>
          </details>
        ))}
      </div>
    </Section>
  );
}
