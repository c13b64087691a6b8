import { Check, PenLine } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";

import { ConnectList } from "@/components/connect-list";
import { Button } from "@/components/ui/button";
import type { Connection } from "@/lib/api/contract";
import { cn } from "@/lib/cn";
import { useDashboardWords } from "@/lib/strings/en/dashboard";

interface StepProps {
  number: number;
  title: string;
  detail: string;
  done?: boolean;
  children?: ReactNode;
}

function Step({ number, title, detail, done, children }: StepProps) {
  const words = useDashboardWords();
  return (
    <li className="flex gap-4">
      <span
        aria-hidden
        className={cn(
          "grid size-8 shrink-0 place-items-center rounded-full text-sm font-semibold",
          done ? "bg-good-soft text-good-text" : "bg-accent-soft text-accent-text",
        )}
      >
        {done ? <Check className="size-4" /> : number}
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="text-base font-semibold">
          {title}
          {done && <span className="sr-only"> ({words("first.done")})</span>}
        </h2>
        <p className="text-sm text-ink-muted">{detail}</p>
        {children && <div className="mt-4">{children}</div>}
      </div>
    </li>
  );
}

/** What a person sees who has not written anything yet: connect, then write. */
export default function FirstSteps({ connections }: { connections: Connection[] }) {
  const words = useDashboardWords();
  const count = connections.length;
  const names = new Intl.ListFormat(undefined).format(connections.map(({ username }) => `@${username}`));
  return (
    <ol className="grid gap-8">
      <Step
        number={1}
        done={count > 0}
        title={words("first.connectTitle")}
        detail={count > 0 ? words("first.connectedDetail", { count, names }) : words("first.connectDetail")}
      >
        {count === 0 && <ConnectList returnTo="/dashboard" />}
      </Step>
      <Step number={2} title={words("first.writeTitle")} detail={words("first.writeDetail")}>
        <Button variant={count > 0 ? "primary" : "secondary"} asChild>
          <Link to="/compose">
            <PenLine aria-hidden />
            {words(count > 0 ? "first.write" : "first.later")}
          </Link>
        </Button>
      </Step>
    </ol>
  );
}
