import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";

import { ModeMark } from "@/components/mode-mark";
import { Logo } from "@/components/ui/logo";
import { DocumentTitle } from "@/components/ui/page";
import { useAccountWords } from "@/lib/strings/en/account";

function PostsWay() {
  const words = useAccountWords();
  return (
    <aside className="hidden flex-col items-center justify-center border-l border-line bg-sunken px-12 lg:flex">
      <div className="w-full max-w-lg rounded-xl border border-line bg-surface p-8 pb-0 shadow-md">
        <h2 className="mb-8 text-lg font-semibold">{words("aside.title")}</h2>
        <ol>
          {words.list("aside.steps").map(({ time, title, detail }, index, { length }) => (
            <li key={title} className="flex gap-4">
              <span className="w-12 pt-0.5 text-right text-sm text-ink-faint tabular-nums">{time}</span>
              <span className="flex flex-col items-center">
                <span className="grid size-6 place-items-center rounded-full bg-accent text-on-accent">
                  <Check aria-hidden className="size-3.5" strokeWidth={3} />
                </span>
                {index < length - 1 && <span className="my-1 w-px flex-1 bg-line-strong" />}
              </span>
              <span className="pb-8">
                <span className="block font-medium">{title}</span>
                <span className="block text-ink-muted">{detail}</span>
              </span>
            </li>
          ))}
        </ol>
      </div>
    </aside>
  );
}

interface AuthFrameProps {
  title: string;
  detail?: ReactNode;
  /** The way to the sister page, under the form. */
  footer?: ReactNode;
  children: ReactNode;
}

/** Frame of the sign-in pages: a form at the left, what the product does at the right. */
export function AuthFrame({ title, detail, footer, children }: AuthFrameProps) {
  return (
    <div className="grid min-h-dvh lg:grid-cols-2">
      <DocumentTitle>{title}</DocumentTitle>
      <div className="flex flex-col px-4 sm:px-8">
        <header className="flex h-16 items-center justify-between">
          <Link to="/" className="rounded-md">
            <Logo />
          </Link>
          <ModeMark />
        </header>
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto flex w-full max-w-md flex-1 flex-col justify-center py-10 outline-none"
        >
          <h1 className="text-xl font-semibold">{title}</h1>
          {detail && <p className="mt-1.5 text-sm text-ink-muted">{detail}</p>}
          <div className="mt-8">{children}</div>
          {footer && <p className="mt-8 text-sm text-ink-muted">{footer}</p>}
        </main>
      </div>
      <PostsWay />
    </div>
  );
}

interface TextLinkProps {
  to: string;
  /** Opens beside this page, so that what is typed here stays. */
  newTab?: boolean;
  children: ReactNode;
}

/** The link of a footer line. */
export function TextLink({ to, newTab, children }: TextLinkProps) {
  return (
    <Link
      to={to}
      target={newTab ? "_blank" : undefined}
      className="rounded-sm font-medium text-accent-text underline-offset-4 hover:underline"
    >
      {children}
    </Link>
  );
}
