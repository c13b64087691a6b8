import type { Campaign } from "@/lib/api/contract";
import { useCampaignWords } from "@/lib/strings/en/campaigns";

/** A day of the calendar, in the person's words. It has no zone. */
const dayOf = (day: string) =>
  new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );

/** When a campaign runs, and what it does with links, in words. */
export function useCampaignFacts() {
  const words = useCampaignWords();
  const span = ({ starts_on, ends_on }: Campaign) => {
    if (starts_on && ends_on) return words("span", { first: dayOf(starts_on), last: dayOf(ends_on) });
    if (starts_on) return words("from", { day: dayOf(starts_on) });
    return ends_on ? words("until", { day: dayOf(ends_on) }) : words("always");
  };
  const links = ({ tags_links }: Campaign) =>
    tags_links === null ? null : words(tags_links ? "tagged" : "untagged");
  return { span, links };
}
