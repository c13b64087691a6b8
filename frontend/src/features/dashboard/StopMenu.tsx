import { CircleStop, OctagonX } from "lucide-react";

import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { useDashboardWords } from "@/lib/strings/en/dashboard";

import { StopMenuButton } from "./StopMenuButton";

interface StopMenuProps {
  onStop: () => void;
  onEmergency: () => void;
}

/** The two harder ways to stop. */
export default function StopMenu({ onStop, onEmergency }: StopMenuProps) {
  const words = useDashboardWords();
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>
        <StopMenuButton />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={onStop}>
          <CircleStop aria-hidden />
          {words("publishing.stop")}
        </DropdownMenuItem>
        <DropdownMenuItem danger onSelect={onEmergency}>
          <OctagonX aria-hidden />
          <span>
            {words("publishing.emergency")}
            <span className="block text-xs text-ink-muted">{words("publishing.emergencyDetail")}</span>
          </span>
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
