import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";

import { Logo } from "@/components/ui/logo";
import { DocumentTitle } from "@/components/ui/page";

interface MessagePageProps {
  icon: LucideIcon;
  title: string;
  detail: string;
  actions?: ReactNode;
  children?: ReactNode;
  /** Inside the shell there is a header already. */
  inside?: boolean;
}

/** A page that only says something and offers the ways on. */
export function MessagePage({ icon: Icon, title, detail, actions, children, inside }: MessagePageProps) {
  const Frame = inside ? "div" : "main";
  return (
    <Frame
      id={inside ? undefined : "main"}
      tabIndex={inside ? undefined : -1}
      className="mx-auto flex max-w-lg flex-col items-start gap-4 px-6 py-16 outline-none sm:py-28"
    >
      <DocumentTitle>{title}</DocumentTitle>
      {!inside && (
        <Link to="/" className="mb-8 rounded-md">
          <Logo />
        </Link>
      )}
      <span className="grid size-12 place-items-center rounded-xl bg-accent-soft text-accent-text">
        <Icon aria-hidden className="size-6" strokeWidth={1.75} />
      </span>
      <h1 className="text-xl font-semibold">{title}</h1>
      <p className="text-base text-ink-muted">{detail}</p>
      {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      {children}
    </Frame>
  );
}
