import type { ReactNode } from "react";

import { ModeMark } from "@/components/mode-mark";
import { Logo } from "@/components/ui/logo";
import { DocumentTitle } from "@/components/ui/page";
import type { OnboardingStep } from "@/lib/api/contract";
import { cn } from "@/lib/cn";
import { useOnboardingWords } from "@/lib/strings/en/onboarding";

const steps: OnboardingStep[] = [
  "welcome",
  "platform-connection",
  "domain-selection",
  "automation-setup",
  "complete",
];

function Steps({ current }: { current: OnboardingStep }) {
  const words = useOnboardingWords();
  const at = steps.indexOf(current);
  return (
    <ol
      aria-label={words("steps.label", { step: at + 1, count: steps.length })}
      className="mb-10 grid grid-cols-5 gap-2 text-xs font-medium sm:gap-3"
    >
      {steps.map((step, index) => (
        <li key={step} aria-current={step === current ? "step" : undefined}>
          <span
            aria-hidden
            className={cn("mb-2 block h-1 rounded-full", index <= at ? "bg-accent" : "bg-pressed")}
          />
          <span className={cn(step === current ? "text-ink" : "text-ink-faint max-sm:sr-only")}>
            {words(`steps.${step}`)}
          </span>
        </li>
      ))}
    </ol>
  );
}

interface OnboardingFrameProps {
  step: OnboardingStep;
  title: string;
  detail: ReactNode;
  /** Ways on; the main one last. */
  actions: ReactNode;
  children?: ReactNode;
}

/** Frame of the first-run steps. */
export function OnboardingFrame({ step, title, detail, actions, children }: OnboardingFrameProps) {
  return (
    <div className="mx-auto min-h-dvh max-w-3xl px-4 pb-16 sm:px-8">
      <DocumentTitle>{title}</DocumentTitle>
      <header className="mb-8 flex h-16 items-center justify-between">
        <Logo />
        <ModeMark />
      </header>
      <main id="main" tabIndex={-1} className="outline-none [&_:focus-visible]:scroll-mb-36">
        <Steps current={step} />
        <h1 className="text-xl font-semibold">{title}</h1>
        <p className="mt-1.5 text-base text-ink-muted">{detail}</p>
        {children && <div className="mt-8 flex flex-col gap-6">{children}</div>}
        <div className="sticky bottom-0 -mx-4 mt-8 flex flex-wrap gap-2 border-t border-line bg-canvas px-4 py-3 max-sm:*:flex-1 max-sm:*:last:order-first max-sm:*:last:basis-full sm:mx-0 sm:justify-end sm:px-0 max-sm:*:[[role=status]]:order-first">
          {actions}
        </div>
      </main>
    </div>
  );
}
