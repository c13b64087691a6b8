import type { ReactNode } from "react";
import { Link } from "react-router";

import { ModeMark } from "@/components/mode-mark";
import { ThemeSwitch } from "@/components/theme-switch";
import { Button } from "@/components/ui/button";
import { Logo } from "@/components/ui/logo";
import { DocumentTitle } from "@/components/ui/page";
import { useMeta } from "@/lib/api/meta";
import { useUser } from "@/lib/api/user";
import { useMarketingWords } from "@/lib/strings/en/marketing";

const anchors = ["how", "promise", "pricing", "questions"] as const;

/** Sign in and register; or straight into the app for whoever is signed in. */
function Entrances() {
  const words = useMarketingWords();
  const { data: user } = useUser();
  if (user) {
    return (
      <Button variant="primary" asChild>
        {/* The sign-in page passes on at once whoever is signed in. */}
        <Link to="/login">{words("nav.open")}</Link>
      </Button>
    );
  }
  return (
    <>
      <Button variant="ghost" className="px-3" asChild>
        <Link to="/login">{words("nav.login")}</Link>
      </Button>
      <Button variant="primary" className="max-sm:hidden" asChild>
        <Link to="/register">{words("nav.start")}</Link>
      </Button>
    </>
  );
}

function Header() {
  const words = useMarketingWords();
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-canvas/90 backdrop-blur-md">
      <div className="mx-auto flex h-16 max-w-6xl items-center gap-6 px-4 sm:px-8">
        <Link to="/" className="rounded-md">
          <Logo />
        </Link>
        <nav aria-label={words("nav.label")} className="hidden md:block">
          <ul className="flex gap-1">
            {anchors.map((anchor) => (
              <li key={anchor}>
                <a
                  href={`/#${anchor}`}
                  className="rounded-md px-3 py-2 text-sm font-medium text-ink-muted hover:text-ink"
                >
                  {words(`nav.${anchor}`)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="ml-auto flex items-center gap-2">
          <ModeMark />
          <Entrances />
        </div>
      </div>
    </header>
  );
}

function Footer() {
  const words = useMarketingWords();
  const { data: meta } = useMeta();
  const link = "rounded-sm text-ink-muted underline-offset-4 hover:text-ink hover:underline";
  return (
    <footer className="border-t border-line">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-8 gap-y-4 px-4 py-8 sm:px-8">
        <p className="text-ink-faint">{words("footer.line", { version: meta?.version ?? "" })}</p>
        <nav aria-label={words("footer.label")} className="md:ml-auto">
          <ul className="flex flex-wrap gap-x-5 gap-y-2">
            <li>
              <Link to="/track-record" className={link}>
                {words("footer.track")}
              </Link>
            </li>
            <li>
              <Link to="/privacy" className={link}>
                {words("footer.privacy")}
              </Link>
            </li>
            <li>
              <Link to="/terms" className={link}>
                {words("footer.terms")}
              </Link>
            </li>
            {meta?.docs_url && (
              <li>
                <a href={meta.docs_url} className={link}>
                  {words("footer.api")}
                </a>
              </li>
            )}
          </ul>
        </nav>
        <ThemeSwitch compact />
      </div>
    </footer>
  );
}

/** Header and footer of the pages that everyone may read. */
export function PublicFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <DocumentTitle>{title}</DocumentTitle>
      <Header />
      <main id="main" tabIndex={-1} className="flex-1 outline-none">
        {children}
      </main>
      <Footer />
    </div>
  );
}

interface SectionProps {
  id?: string;
  title: string;
  detail?: string;
  children: ReactNode;
  className?: string;
}

/** One subject of a page. */
export function Section({ id, title, detail, children, className }: SectionProps) {
  return (
    <section id={id} aria-labelledby={id && `${id}-title`} className={className}>
      <div className="mx-auto max-w-6xl px-4 py-14 sm:px-8 sm:py-20">
        <div className="mb-10 max-w-2xl">
          <h2 id={id && `${id}-title`} className="text-xl font-semibold">
            {title}
          </h2>
          {detail && <p className="mt-3 text-base text-ink-muted">{detail}</p>}
        </div>
        {children}
      </div>
    </section>
  );
}
