import { Menu } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { NavLink } from "react-router";

import { cn } from "@/lib/cn";
import { useAppWords } from "@/lib/strings/en/app";

import { navigation } from "../features";

const MorePages = lazy(() => import("./MorePages"));

const place =
  "group flex h-full w-full flex-col items-center justify-center gap-1 text-xs font-medium text-ink-muted focus-visible:-outline-offset-2 aria-[current=page]:text-accent-text";

/** The main action stands in the middle, under the thumb; “More” stands last. */
function thumbOrder() {
  const others = navigation.filter((entry) => !entry.primary && !entry.wideOnly);
  const middle = Math.ceil((others.length + 1) / 2);
  return [
    ...others.slice(0, middle),
    ...navigation.filter((entry) => entry.primary),
    ...others.slice(middle),
  ];
}

/** Navigation on phones. */
export function BottomNavigation() {
  const words = useAppWords();
  const [more, setMore] = useState(false);
  return (
    <nav
      aria-label={words("navigation.bottom")}
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="flex h-16 items-stretch">
        {thumbOrder().map(({ to, label, icon: Icon, primary }) => (
          <li key={to} className="flex-1">
            <NavLink to={to} className={place}>
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
        <li className="flex-1">
          <button type="button" aria-haspopup="dialog" className={place} onClick={() => setMore(true)}>
            <span className="grid h-7 place-items-center">
              <Menu aria-hidden className="size-5" strokeWidth={1.9} />
            </span>
            {words("navigation.more")}
          </button>
        </li>
      </ul>
      {more && (
        <Suspense fallback={null}>
          <MorePages onClose={() => setMore(false)} />
        </Suspense>
      )}
    </nav>
  );
}
