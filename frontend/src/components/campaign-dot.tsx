import type { CampaignColour } from "@/lib/api/contract";
import { cn } from "@/lib/cn";

/** In the order they are offered. */
export const campaignColours: Record<CampaignColour, string> = {
  blue: "bg-campaign-blue",
  teal: "bg-campaign-teal",
  green: "bg-campaign-green",
  amber: "bg-campaign-amber",
  orange: "bg-campaign-orange",
  red: "bg-campaign-red",
  pink: "bg-campaign-pink",
  violet: "bg-campaign-violet",
  slate: "bg-campaign-slate",
};

/** A campaign's colour beside its name. */
export function CampaignDot({ colour, className }: { colour: CampaignColour; className?: string }) {
  return (
    <span aria-hidden className={cn("size-2.5 shrink-0 rounded-full", campaignColours[colour], className)} />
  );
}
