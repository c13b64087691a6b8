import { useId, type ReactNode } from "react";

import { cn } from "@/lib/cn";

export interface RadioCard<T extends string> {
  value: T;
  title: ReactNode;
  aside?: ReactNode;
  detail?: ReactNode;
}

interface RadioCardsProps<T extends string> {
  label: string;
  cards: RadioCard<T>[];
  value: T;
  onChange: (value: T) => void;
  className?: string;
}

/** One choice out of a few that need a sentence each. */
export function RadioCards<T extends string>({
  label,
  cards,
  value,
  onChange,
  className,
}: RadioCardsProps<T>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={cn("grid gap-2", className)}>
      {cards.map((card) => (
        <label
          key={card.value}
          className="flex cursor-pointer items-start gap-3 rounded-lg border border-line bg-surface p-3 shadow-sm transition-colors hover:border-line-strong has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
        >
          <input
            type="radio"
            name={name}
            value={card.value}
            checked={card.value === value}
            onChange={() => onChange(card.value)}
            className="mt-0.5 size-4 shrink-0 cursor-pointer appearance-none rounded-full border border-line-strong bg-surface outline-none checked:border-5 checked:border-accent"
          />
          <span className="min-w-0 flex-1">
            <span className="flex items-baseline justify-between gap-2">
              <span className="text-sm font-medium text-ink">{card.title}</span>
              {card.aside && <span className="text-sm text-ink-muted tabular-nums">{card.aside}</span>}
            </span>
            {card.detail && <span className="mt-0.5 block text-xs text-ink-muted">{card.detail}</span>}
          </span>
        </label>
      ))}
    </div>
  );
}
