import type { ReactNode } from "react";

import { cn } from "@/lib/cn";
import { useAppWords } from "@/lib/strings/en/app";

/** Sets the title of the browser's tab. */
export function DocumentTitle({ children }: { children: string }) {
  const words = useAppWords();
  return <title>{words("titled", { title: children })}</title>;
}

interface PageProps {
  title: string;
  detail?: ReactNode;
  /** Buttons at the end of the title's line. */
  actions?: ReactNode;
  /** `wide` for calendars and tables, `narrow` for forms. */
  width?: "narrow" | "normal" | "wide";
  children: ReactNode;
}

const widths = { narrow: "max-w-2xl", normal: "max-w-5xl", wide: "max-w-none" };

/** The frame of every page inside the app: tab title, heading, actions, content. */
export function Page({ title, detail, actions, width = "normal", children }: PageProps) {
  return (
    <div className={cn("mx-auto w-full px-4 py-6 sm:px-8 sm:py-8", widths[width])}>
      <DocumentTitle>{title}</DocumentTitle>
      <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-xl font-semibold">{title}</h1>
          {detail && <p className="mt-1 max-w-2xl text-sm text-ink-muted">{detail}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
