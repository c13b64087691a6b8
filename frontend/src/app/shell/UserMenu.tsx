import { Keyboard, LogOut, MonitorX, Search } from "lucide-react";
import { useState } from "react";

import { LeaveEverywhereDialog } from "@/components/leave-everywhere";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast";
import type { User } from "@/lib/api/contract";
import { useLogOut } from "@/lib/api/user";
import { useAppWords } from "@/lib/strings/en/app";
import { chooseTheme, useTheme, type ThemeChoice } from "@/lib/theme";

import { openPanel } from "./panels";
import { UserButton } from "./UserButton";

function ThemeItems() {
  const words = useAppWords();
  return (
    <DropdownMenuRadioGroup value={useTheme()} onValueChange={(choice) => chooseTheme(choice as ThemeChoice)}>
      <DropdownMenuLabel>{words("menu.theme")}</DropdownMenuLabel>
      {(["light", "dark", "system"] as const).map((choice) => (
        <DropdownMenuRadioItem key={choice} value={choice} onSelect={(event) => event.preventDefault()}>
          {words(`menu.${choice}`)}
        </DropdownMenuRadioItem>
      ))}
    </DropdownMenuRadioGroup>
  );
}

/** The person's own menu: theme, keys, leaving. */
export default function UserMenu({ user }: { user: User }) {
  const words = useAppWords();
  const logOut = useLogOut();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <DropdownMenu defaultOpen>
        <DropdownMenuTrigger asChild>
          <UserButton user={user} />
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end" className="w-60">
          <div className="px-2.5 py-2">
            <p className="truncate text-sm font-medium">{user.name}</p>
            <p className="truncate text-xs text-ink-faint">{user.email}</p>
          </div>
          <DropdownMenuSeparator />
          <ThemeItems />
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={() => openPanel("palette")}>
            <Search aria-hidden />
            {words("menu.commands")}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => openPanel("help")}>
            <Keyboard aria-hidden />
            {words("menu.shortcuts")}
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={() => logOut.mutate(undefined, { onError: toast.problem })}>
            <LogOut aria-hidden />
            {words("menu.logOut")}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setAsking(true)}>
            <MonitorX aria-hidden />
            {words("menu.logOutEverywhere")}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <LeaveEverywhereDialog open={asking} onOpenChange={setAsking} />
    </>
  );
}
