import { Link, NavLink } from "react-router";

import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { Logo } from "@/components/ui/logo";
import type { NavigationEntry } from "@/lib/routes";
import { useAppWords } from "@/lib/strings/en/app";

import { grouped, homePath, navigation } from "../features";

function SidebarLink({ to, label, icon: Icon }: NavigationEntry) {
  const words = useAppWords();
  return (
    <li>
      <NavLink
        to={to}
        className="flex items-center gap-3 rounded-md px-3 py-1 text-sm font-medium text-ink-muted transition-colors hover:bg-sunken hover:text-ink aria-[current=page]:bg-sunken aria-[current=page]:text-ink [&[aria-current=page]_svg]:text-accent-text"
      >
        <Icon aria-hidden className="size-4.5" strokeWidth={1.9} />
        {words(`navigation.${label}`)}
      </NavLink>
    </li>
  );
}

/** Navigation on wide screens. */
export function Sidebar() {
  const words = useAppWords();
  const main = navigation.find((entry) => entry.primary);
  return (
    <nav
      aria-label={words("navigation.label")}
      className="sticky top-0 hidden h-dvh w-58 shrink-0 flex-col border-r border-line bg-canvas px-3 py-4 md:flex"
    >
      <Link to={homePath} className="mb-5 self-start rounded-md px-2 py-1">
        <Logo />
      </Link>
      {main && (
        <Button variant="primary" className="mb-4 justify-start px-3" asChild>
          <Link to={main.to}>
            <main.icon aria-hidden />
            <span className="flex-1">{words(`navigation.${main.label}`)}</span>
            <span aria-hidden className="rounded-sm bg-on-accent/20 px-1.5 text-xs">
              c
            </span>
          </Link>
        </Button>
      )}
      <div className="-mx-1 flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-1 pb-3">
        {grouped.map(({ group, entries }) => (
          <section key={group ?? ""} aria-label={group && words(`navigation.groups.${group}`)}>
            {group && (
              <h2 aria-hidden className="mb-1 px-3 text-xs font-medium text-ink-faint">
                {words(`navigation.groups.${group}`)}
              </h2>
            )}
            <ul className="flex flex-col gap-0.5">
              {entries.map((entry) => (
                <SidebarLink key={entry.to} {...entry} />
              ))}
            </ul>
          </section>
        ))}
      </div>
      <p aria-hidden className="mt-2 flex items-center gap-1.5 px-3 text-xs text-ink-faint">
        <Kbd>?</Kbd> {words("keys.title")}
      </p>
    </nav>
  );
}
