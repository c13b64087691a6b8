import { ExternalLink, RefreshCw, Stethoscope, Unplug } from "lucide-react";

import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { Connection } from "@/lib/api/contract";
import { useConnectionWords } from "@/lib/strings/en/connections";

import { MenuButton } from "./MenuButton";

interface ConnectionMenuProps {
  connection: Connection;
  onCheck: () => void;
  onReconnect: () => void;
  onDisconnect: () => void;
}

/** What else can be done with a connection. */
export default function ConnectionMenu({
  connection,
  onCheck,
  onReconnect,
  onDisconnect,
}: ConnectionMenuProps) {
  const words = useConnectionWords();
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>
        <MenuButton name={connection.name} />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {connection.profile_url && (
          <DropdownMenuItem asChild>
            <a href={connection.profile_url} target="_blank" rel="noreferrer">
              <ExternalLink aria-hidden />
              {words("openProfile")}
            </a>
          </DropdownMenuItem>
        )}
        <DropdownMenuItem onSelect={onCheck}>
          <Stethoscope aria-hidden />
          {words("check")}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={onReconnect}>
          <RefreshCw aria-hidden />
          {words("reconnect")}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem danger onSelect={onDisconnect}>
          <Unplug aria-hidden />
          {words("disconnect")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
