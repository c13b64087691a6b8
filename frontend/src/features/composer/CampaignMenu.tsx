import { type ReactNode } from "react";
import { Link } from "react-router";

import { CampaignDot } from "@/components/campaign-dot";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { useCampaigns } from "@/lib/api/campaigns";
import { useLabelWords } from "@/lib/strings/en/labels";

interface CampaignMenuProps {
  value: string | null;
  onChange: (campaignId: string | null) => void;
  onClose: () => void;
  /** The button that it hangs on. */
  children: ReactNode;
}

const none = "none";

/** Chooses the campaign of a post. */
export default function CampaignMenu({ value, onChange, onClose, children }: CampaignMenuProps) {
  const words = useLabelWords();
  const campaigns = useCampaigns();
  const offered = (campaigns.data ?? []).filter(({ id, archived }) => !archived || id === value);
  return (
    <DropdownMenu open onOpenChange={(open) => !open && onClose()}>
      <DropdownMenuTrigger asChild>{children}</DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="max-h-80 max-w-72 overflow-y-auto">
        <DropdownMenuRadioGroup
          value={value ?? none}
          onValueChange={(chosen) => onChange(chosen === none ? null : chosen)}
        >
          <DropdownMenuRadioItem value={none}>{words("noCampaign")}</DropdownMenuRadioItem>
          {offered.map(({ id, name, colour }) => (
            <DropdownMenuRadioItem key={id} value={id}>
              <CampaignDot colour={colour} />
              <span className="truncate">{name}</span>
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        {!campaigns.data && (
          <DropdownMenuItem disabled>
            {words(campaigns.isError ? "campaignsFailed" : "campaignsLoading")}
          </DropdownMenuItem>
        )}
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link to="/campaigns">{words("manage")}</Link>
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
