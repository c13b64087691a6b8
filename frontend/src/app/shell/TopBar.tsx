import { lazy } from "react";
import { Link } from "react-router";

import { ModeMark } from "@/components/mode-mark";
import { LogoMark } from "@/components/ui/logo";
import { OnDemand } from "@/components/ui/on-demand";
import type { User } from "@/lib/api/contract";

import { homePath } from "../features";
import { Notices } from "./Notices";
import { UserButton } from "./UserButton";

const loadMenu = () => import("./UserMenu");
const UserMenu = lazy(loadMenu);

export function TopBar({ user }: { user: User }) {
  return (
    <header className="sticky top-0 z-20 flex h-14 items-center gap-3 border-b border-line bg-canvas px-4 sm:px-8">
      <Link to={homePath} aria-label="VelocityPost" className="rounded-md md:hidden">
        <LogoMark />
      </Link>
      <div className="ml-auto flex items-center gap-3">
        <ModeMark />
        <Notices />
        <OnDemand load={loadMenu} trigger={(props) => <UserButton user={user} {...props} />}>
          <UserMenu user={user} />
        </OnDemand>
      </div>
    </header>
  );
}
