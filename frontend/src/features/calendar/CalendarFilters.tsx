import { LabelFilters } from "@/components/label-filters";
import { Select } from "@/components/ui/select";
import { accountName } from "@/lib/account-name";
import { useConnections } from "@/lib/api/connections";
import { useTags } from "@/lib/api/labels";
import { usePlatforms } from "@/lib/api/platforms";
import { useCalendarWords } from "@/lib/strings/en/calendar";

import type { StateFilter } from "./entries";
import type { CalendarView } from "./use-view";

const states = [
  "any",
  "needs",
  "scheduled",
  "published",
  "late",
  "failed",
  "unconfirmed",
  "cancelled",
] as const;
const everyone = "all";

/** Which posts to show: by platform, account, state, tag and campaign. What leaves no choice is left out. */
export function CalendarFilters({ view }: { view: CalendarView }) {
  const words = useCalendarWords();
  const connections = useConnections().data ?? [];
  const platforms = usePlatforms().data ?? [];
  const tags = useTags().data?.map(({ name }) => name) ?? [];
  const nameOf = (platform: string) => platforms.find(({ key }) => key === platform)?.name ?? platform;
  // What the address asks for is shown even where its last account is gone.
  const used = [...new Set([...connections.map(({ platform }) => platform), view.platform])].filter(Boolean);
  const accounts = connections.filter(({ platform }) => !view.platform || platform === view.platform);
  return (
    <>
      {used.length > 1 && (
        <Select
          aria-label={words("filter.platform")}
          className="h-9 w-auto min-w-32 max-sm:flex-1"
          value={view.platform || everyone}
          onChange={(platform) =>
            view.change({ platform: platform === everyone ? "" : platform, account: "" })
          }
          options={[
            { value: everyone, label: words("filter.anyPlatform") },
            ...used.map((platform) => ({ value: platform, label: nameOf(platform) })),
          ]}
        />
      )}
      {accounts.length > 1 && (
        <Select
          aria-label={words("filter.account")}
          className="h-9 w-auto min-w-36 max-sm:flex-1"
          value={view.account || everyone}
          onChange={(account) => view.change({ account: account === everyone ? "" : account })}
          options={[
            { value: everyone, label: words("filter.anyAccount") },
            ...accounts.map((one) => ({ value: one.id, label: accountName(one) })),
          ]}
        />
      )}
      <Select
        aria-label={words("filter.state")}
        className="h-9 w-auto min-w-32 max-sm:flex-1"
        value={view.state}
        onChange={(state) => view.change({ state: state as StateFilter })}
        options={states.map((state) => ({ value: state, label: words(`filter.${state}`) }))}
      />
      <LabelFilters tags={tags} tag={view.tag} campaign={view.campaign} onChange={view.change} />
    </>
  );
}
