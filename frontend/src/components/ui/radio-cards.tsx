import { RadioGroup } from "radix-ui";
import type { ReactNode } from "react";

import { cn } from "@/lib/cn";

export interface RadioCard {
  value: string;
  title: ReactNode;
  aside?: ReactNode;
  detail?: ReactNode;
}

interface RadioCardsProps {
  label: string;
  cards: RadioCard[];
  value: string;
  onChange: (value: string) => void;
  className?: string;
}

/** One choice out of a few that need a sentence each. */
export function RadioCards({ label, cards, value, onChange, className }: RadioCardsProps) {
  return (
    <RadioGroup.Root
      aria-label={label}
      value={value}
      onValueChange={onChange}
      className={cn("grid gap-2", className)}
    >
      {cards.map((card) => (
        <RadioGroup.Item
          key={card.value}
          value={card.value}
          className="group flex items-start gap-3 rounded-lg border border-line bg-surface p-3 text-left shadow-sm transition-colors hover:border-line-strong data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft"
        >
          <span
            aria-hidden
            className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-line-strong bg-surface group-data-[state=checked]:border-[5px] group-data-[state=checked]:border-accent"
          />
          <span className="min-w-0 flex-1">
            <span className="flex items-baseline justify-between gap-2">
              <span className="text-sm font-medium text-ink">{card.title}</span>
              {card.aside && <span className="text-sm text-ink-muted tabular-nums">{card.aside}</span>}
            </span>
            {card.detail && <span className="mt-0.5 block text-xs text-ink-muted">{card.detail}</span>}
          </span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
