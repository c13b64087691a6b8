import { Outlet } from "react-router";

import { useSignedInUser } from "@/lib/api/user";

import { Banners } from "./Banners";
import { BottomNavigation } from "./BottomNavigation";
import { Keyboard } from "./Keyboard";
import { Sidebar } from "./Sidebar";
import { TopBar } from "./TopBar";
import { useLiveUpdates } from "./use-live-updates";

/** Frame of every page behind the sign-in: navigation, top bar, banners, keys, live updates. */
export function AppShell() {
  const user = useSignedInUser();
  const stream = useLiveUpdates();
  return (
    <div className="flex min-h-dvh">
      <Sidebar />
      <div className="flex min-w-0 flex-1 flex-col pb-[calc(4rem+env(safe-area-inset-bottom))] md:pb-0">
        <TopBar user={user} />
        <Banners user={user} stream={stream} />
        <main id="main" tabIndex={-1} className="flex-1 outline-none">
          <Outlet />
        </main>
      </div>
      <BottomNavigation />
      <Keyboard />
    </div>
  );
}
