import { Select } from "@/components/ui/select";
import { useCampaigns } from "@/lib/api/campaigns";
import { useLabellingWords } from "@/lib/strings/en/labelling";

/** Which tag and which campaign; empty for all. */
export interface LabelFilter {
  tag: string;
  campaign: string;
}

interface LabelFiltersProps extends LabelFilter {
  /** The tags in use. */
  tags: string[];
  onChange: (changes: Partial<LabelFilter>) => void;
}

// No tag holds a comma, and no id.
const everything = ",";
const look = "h-9 w-auto min-w-32 max-sm:flex-1";

/** Narrows down by labels. Where there are none, nothing is asked; what is asked for is shown though it is gone. */
export function LabelFilters({ tags, tag, campaign, onChange }: LabelFiltersProps) {
  const words = useLabellingWords();
  const campaigns = useCampaigns().data ?? [];
  const known = tag && !tags.includes(tag) ? [tag, ...tags] : tags;
  const gone = campaign !== "" && !campaigns.some(({ id }) => id === campaign);
  const picked = (value: string) => (value === everything ? "" : value);
  return (
    <>
      {known.length > 0 && (
        <Select
          aria-label={words("filter.tag")}
          className={look}
          value={tag || everything}
          onChange={(value) => onChange({ tag: picked(value) })}
          options={[
            { value: everything, label: words("filter.anyTag") },
            ...known.map((name) => ({ value: name, label: name })),
          ]}
        />
      )}
      {(campaigns.length > 0 || gone) && (
        <Select
          aria-label={words("filter.campaign")}
          className={look}
          value={campaign || everything}
          onChange={(value) => onChange({ campaign: picked(value) })}
          options={[
            { value: everything, label: words("filter.anyCampaign") },
            ...(gone ? [{ value: campaign, label: words("filter.gone") }] : []),
            ...campaigns.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
    </>
  );
}
