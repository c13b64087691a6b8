import { useEffect, useRef } from "react";
import { Outlet, ScrollRestoration, useLocation, useNavigation } from "react-router";

import { isSamePage } from "@/lib/routes";
import { useAppWords } from "@/lib/strings/en/app";

/**
 * After a change of page the reading position moves to the new page, as a full page load would do. Who is in it
 * already stays, as a page may focus its field. Nothing moves where only the address changes under the same page (a
 * draft's first save, `samePage`): who chooses in a list that stands over the page would lose it.
 */
function useFocusOnNavigation(): void {
  const location = useLocation();
  const { pathname } = location;
  const stays = isSamePage(location.state);
  const previous = useRef(pathname);
  useEffect(() => {
    if (previous.current === pathname) return;
    previous.current = pathname;
    if (stays) return;
    const main = document.getElementById("main");
    if (!main?.contains(document.activeElement)) main?.focus({ preventScroll: true });
  }, [pathname, stays]);
}

function LoadingBar() {
  const { state } = useNavigation();
  if (state === "idle") return null;
  return (
    <div aria-hidden className="fixed inset-x-0 top-0 z-50 h-0.5 overflow-hidden bg-accent-soft">
      <div className="h-full w-1/4 animate-advance bg-accent" />
    </div>
  );
}

/** What surrounds every page: skip link, loading bar, focus, scroll position. */
export function Root() {
  const words = useAppWords();
  useFocusOnNavigation();
  return (
    <>
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-accent px-4 py-2 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
      >
        {words("skip")}
      </a>
      <LoadingBar />
      <Outlet />
      <ScrollRestoration />
    </>
  );
}
