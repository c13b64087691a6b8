import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";

import type { PublicationState } from "@/lib/api/contract";
import { cn } from "@/lib/cn";
import { useUiWords } from "@/lib/strings/en/ui";

const badgeStyle = cva(
  "inline-flex items-center gap-1.5 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap [&_svg]:size-3",
  {
    variants: {
      tone: {
        neutral: "bg-sunken text-ink-muted",
        accent: "bg-accent-soft text-accent-text",
        good: "bg-good-soft text-good-text",
        warn: "bg-warn-soft text-warn-text",
        bad: "bg-bad-soft text-bad-text",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export type Tone = NonNullable<VariantProps<typeof badgeStyle>["tone"]>;

interface BadgeProps extends ComponentProps<"span">, VariantProps<typeof badgeStyle> {
  /** A small dot before the words, in the tone's colour. */
  dot?: boolean;
}

export function Badge({ className, tone, dot, children, ...props }: BadgeProps) {
  return (
    <span className={cn(badgeStyle({ tone }), className)} {...props}>
      {dot && <span aria-hidden className="size-1.5 rounded-full bg-current" />}
      {children}
    </span>
  );
}

export const stateTone: Record<PublicationState | "draft", Tone> = {
  draft: "neutral",
  scheduled: "neutral",
  publishing: "accent",
  processing: "accent",
  published: "good",
  failed: "bad",
  unconfirmed: "warn",
  cancelled: "neutral",
};

/** Where a publication stands, in one word and one tone, the same everywhere. */
export function StateBadge({ state }: { state: PublicationState | "draft" }) {
  const words = useUiWords();
  return (
    <Badge tone={stateTone[state]} dot>
      {words(`state.${state}`)}
    </Badge>
  );
}
