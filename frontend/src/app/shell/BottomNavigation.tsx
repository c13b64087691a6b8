import { NavLink } from "react-router";

import { cn } from "@/lib/cn";
import { useAppWords } from "@/lib/strings/en/app";

import { navigation } from "../features";

/** The main action stands in the middle, under the thumb. */
function thumbOrder() {
  const others = navigation.filter((entry) => !entry.primary && !entry.wideOnly);
  const middle = Math.ceil(others.length / 2);
  return [
    ...others.slice(0, middle),
    ...navigation.filter((entry) => entry.primary),
    ...others.slice(middle),
  ];
}

/** Navigation on phones. */
export function BottomNavigation() {
  const words = useAppWords();
  return (
    <nav
      aria-label={words("navigation.bottom")}
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="flex h-16 items-stretch">
        {thumbOrder().map(({ to, label, icon: Icon, primary }) => (
          <li key={to} className="flex-1">
            <NavLink
              to={to}
              className="group flex h-full flex-col items-center justify-center gap-1 text-xs font-medium text-ink-muted focus-visible:-outline-offset-2 aria-[current=page]:text-accent-text"
            >
              <span
                className={cn(
                  "grid h-7 place-items-center",
                  primary && "w-12 rounded-full bg-accent text-on-accent",
                )}
              >
                <Icon aria-hidden className="size-5" strokeWidth={1.9} />
              </span>
              {words(`navigation.${label}`)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
