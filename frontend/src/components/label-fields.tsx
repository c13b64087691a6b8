import { useState } from "react";

import { CampaignDot } from "@/components/campaign-dot";
import { KnownTags } from "@/components/known-tags";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useCampaigns } from "@/lib/api/campaigns";
import type { Labelling } from "@/lib/api/contract";
import { asTag, tagsMost, useTags } from "@/lib/api/labels";
import { useLabellingWords } from "@/lib/strings/en/labelling";

const none = ",";
const offered = 8;

const tagsIn = (text: string) => [...new Set(text.split(",").map(asTag).filter(Boolean))].slice(0, tagsMost);

const same = (one: string[], other: string[]) => one.join() === other.join();

interface LabelFieldsProps {
  labels: Labelling;
  onChange: (labels: Labelling) => void;
  tagsHint?: string;
}

function TagsField({ labels, onChange, tagsHint }: LabelFieldsProps) {
  const words = useLabellingWords();
  const known = useTags().data ?? [];
  const { tags } = labels;
  const [typed, setTyped] = useState(tags.join(", "));
  // What was typed stays as it was typed, until the tags change from elsewhere.
  const text = same(tagsIn(typed), tags) ? typed : tags.join(", ");
  const put = (next: string) => {
    setTyped(next);
    if (!same(tagsIn(next), tags)) onChange({ ...labels, tags: tagsIn(next) });
  };
  const rest = known.filter(({ name }) => !tags.includes(name)).slice(0, offered);
  return (
    <div className="flex flex-col gap-2">
      <Field label={words("tags")} hint={tagsHint ?? words("tagsHint")} optional>
        <Input dir="auto" autoComplete="off" value={text} onChange={(event) => put(event.target.value)} />
      </Field>
      <KnownTags
        label={words("known")}
        names={tags.length < tagsMost ? rest.map(({ name }) => name) : []}
        onChoose={(name) => put([...tags, name].join(", "))}
      />
    </div>
  );
}

/** The tags and the campaign that posts are to begin with. */
export function LabelFields({ labels, onChange, tagsHint }: LabelFieldsProps) {
  const words = useLabellingWords();
  const campaigns = useCampaigns().data ?? [];
  const choices = campaigns.filter(({ id, archived }) => !archived || id === labels.campaign_id);
  return (
    <>
      <TagsField labels={labels} onChange={onChange} tagsHint={tagsHint} />
      {choices.length > 0 && (
        <Field label={words("campaign")}>
          <Select
            value={labels.campaign_id ?? none}
            onChange={(value) => onChange({ ...labels, campaign_id: value === none ? null : value })}
            options={[
              { value: none, label: words("noCampaign") },
              ...choices.map(({ id, name, colour }) => ({
                value: id,
                label: (
                  <span className="flex items-center gap-2">
                    <CampaignDot colour={colour} />
                    {name}
                  </span>
                ),
              })),
            ]}
          />
        </Field>
      )}
    </>
  );
}
