import { CircleAlert, CloudOff, SearchX } from "lucide-react";
import type { ReactNode } from "react";

import { isMissing, toProblem } from "@/lib/api/problem";
import { cn } from "@/lib/cn";
import { useUiWords } from "@/lib/strings/en/ui";

import { Button } from "./button";
import { EmptyState } from "./empty-state";

interface ProblemProps {
  /** Anything thrown by a query or a mutation. */
  error: unknown;
  className?: string;
}

interface ErrorStateProps extends ProblemProps {
  onRetry?: () => void;
  retrying?: boolean;
  /** Other ways out, beside "Try again". */
  action?: ReactNode;
}

/** Takes the place of what could not be shown: what happened, and what to press now. */
export function ErrorState({ error, onRetry, retrying, action, className }: ErrorStateProps) {
  const words = useUiWords();
  const problem = toProblem(error);
  const Icon = problem.status === 0 ? CloudOff : CircleAlert;
  return (
    <div
      role="alert"
      className={cn(
        "flex flex-col items-center rounded-lg border border-line bg-surface px-6 py-10 text-center",
        className,
      )}
    >
      <Icon aria-hidden className="mb-3 size-7 text-bad-text" strokeWidth={1.75} />
      <h2 className="text-base font-semibold">{problem.title}</h2>
      <p className="mt-1 max-w-lg text-sm text-ink-muted">
        {problem.detail} {problem.retryAfter !== null && words("retryAfter", { count: problem.retryAfter })}
      </p>
      {(onRetry ?? action) && (
        <div className="mt-5 flex flex-wrap justify-center gap-2">
          {onRetry && (
            <Button variant="primary" busy={retrying} onClick={onRetry}>
              {words("retry")}
            </Button>
          )}
          {action}
        </div>
      )}
    </div>
  );
}

/** In place of one thing that was asked for by its address: where it is gone, only `action` leads on. */
export function NotShown({ error, action, ...others }: ErrorStateProps) {
  const words = useUiWords();
  if (!isMissing(error)) return <ErrorState error={error} action={action} {...others} />;
  return (
    <EmptyState icon={SearchX} title={words("gone.title")} detail={words("gone.detail")} action={action} />
  );
}

/** A refused action, said in place: above a form's button, inside a card. Renders nothing without an error. */
export function ProblemNote({ error, className }: ProblemProps) {
  const words = useUiWords();
  if (!error) return null;
  const problem = toProblem(error);
  return (
    <Note tone="bad" role="alert" className={className} title={problem.title}>
      {problem.detail} {problem.retryAfter !== null && words("retryAfter", { count: problem.retryAfter })}
    </Note>
  );
}

const noteTones = {
  neutral: "border-line bg-sunken text-ink-muted",
  accent: "border-transparent bg-accent-soft text-accent-text",
  good: "border-transparent bg-good-soft text-good-text",
  warn: "border-transparent bg-warn-soft text-warn-text",
  bad: "border-transparent bg-bad-soft text-bad-text",
};

interface NoteProps {
  tone?: keyof typeof noteTones;
  title?: ReactNode;
  role?: "alert" | "status";
  className?: string;
  children?: ReactNode;
}

/** A boxed remark inside a page. */
export function Note({ tone = "neutral", title, role, className, children }: NoteProps) {
  return (
    <div role={role} className={cn("rounded-lg border px-4 py-3 text-sm", noteTones[tone], className)}>
      {title && <p className="font-medium">{title}</p>}
      {children && <div className={cn(title && "mt-0.5")}>{children}</div>}
    </div>
  );
}
