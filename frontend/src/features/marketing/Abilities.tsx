import {
  Bot,
  CalendarDays,
  FileText,
  ListOrdered,
  MessageSquareText,
  Wand,
  type LucideIcon,
} from "lucide-react";

import { useMarketingWords } from "@/lib/strings/en/marketing";

import { Section } from "./PublicFrame";

const icons: LucideIcon[] = [Wand, FileText, MessageSquareText, CalendarDays, ListOrdered, Bot];

/** What the product does besides sending. */
export function Abilities() {
  const words = useMarketingWords();
  return (
    <Section title={words("abilities.title")} detail={words("abilities.detail")}>
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {words.list("abilities.items").map(({ title, detail }, index) => {
          const Icon = icons[index % icons.length] ?? Wand;
          return (
            <li key={title} className="rounded-xl border border-line bg-surface p-6 shadow-sm">
              <span className="mb-4 grid size-10 place-items-center rounded-lg bg-accent-soft text-accent-text">
                <Icon aria-hidden className="size-5" />
              </span>
              <h3 className="text-base font-semibold">{title}</h3>
              <p className="mt-1.5 text-ink-muted">{detail}</p>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
