import { LayoutTemplate, Megaphone, Tag, X } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useSearchParams } from "react-router";

import { CampaignDot } from "@/components/campaign-dot";
import { Button } from "@/components/ui/button";
import { useCampaigns } from "@/lib/api/campaigns";
import { useLabelWords } from "@/lib/strings/en/labels";

import { withTemplate } from "./templates";
import type { Labelling } from "./use-labels";
import type { Sheet } from "./writing";

const TagsPopover = lazy(() => import("./TagsPopover"));
const CampaignMenu = lazy(() => import("./CampaignMenu"));
const TemplateDialog = lazy(() => import("./TemplateDialog"));

interface LabelsLineProps {
  sheet: Sheet;
  labelling: Labelling;
  /** What is out or on its way takes no more text; its labels may still change. */
  locked: boolean;
  onChange: (by: (sheet: Sheet) => Sheet) => void;
}

type Panel = "tags" | "campaign" | "template" | null;

/** Below the text: its tags, its campaign, and templates. */
export default function LabelsLine({ sheet, labelling, locked, onChange }: LabelsLineProps) {
  const words = useLabelWords();
  const [query, setQuery] = useSearchParams();
  const wanted = query.get("template");
  const [panel, setPanel] = useState<Panel>(null);
  const { labels, put } = labelling;
  const campaigns = useCampaigns(labels.campaign_id !== null);
  const campaign = campaigns.data?.find(({ id }) => id === labels.campaign_id);
  const open = panel ?? (wanted && !locked ? "template" : null);
  const close = () => {
    setPanel(null);
    if (wanted) setQuery({}, { replace: true });
  };

  const campaignButton = (
    <Button variant="ghost" size="sm" onClick={() => setPanel("campaign")}>
      {campaign ? <CampaignDot colour={campaign.colour} /> : <Megaphone aria-hidden />}
      <span className="max-w-48 truncate">{campaign?.name ?? words("campaign")}</span>
    </Button>
  );
  const tagsButton = (
    <Button variant="ghost" size="sm" onClick={() => setPanel("tags")}>
      <Tag aria-hidden />
      {words(labels.tags.length > 0 ? "tags" : "addTags")}
    </Button>
  );
  return (
    <section aria-label={words("title")} className="flex flex-wrap items-center gap-x-1 gap-y-1.5">
      {open === "tags" ? (
        <Suspense fallback={tagsButton}>
          <TagsPopover tags={labels.tags} onChange={(tags) => put({ tags })} onClose={close}>
            {tagsButton}
          </TagsPopover>
        </Suspense>
      ) : (
        tagsButton
      )}
      {labels.tags.map((tag) => (
        <span
          key={tag}
          className="inline-flex max-w-full items-center gap-0.5 rounded-full bg-sunken py-0.5 pr-0.5 pl-2.5 text-xs font-medium text-ink-muted"
        >
          <span className="truncate" dir="auto">
            {tag}
          </span>
          <button
            type="button"
            aria-label={words("removeTag", { tag })}
            className="grid size-6 place-items-center rounded-full hover:bg-pressed hover:text-ink"
            onClick={() => put({ tags: labels.tags.filter((other) => other !== tag) })}
          >
            <X aria-hidden className="size-3" />
          </button>
        </span>
      ))}
      {open === "campaign" ? (
        <Suspense fallback={campaignButton}>
          <CampaignMenu
            value={labels.campaign_id}
            onChange={(campaign_id) => put({ campaign_id })}
            onClose={close}
          >
            {campaignButton}
          </CampaignMenu>
        </Suspense>
      ) : (
        campaignButton
      )}
      {!locked && (
        <Button variant="ghost" size="sm" onClick={() => setPanel("template")}>
          <LayoutTemplate aria-hidden />
          {words("template")}
        </Button>
      )}
      {open === "template" && (
        <Suspense fallback={null}>
          <TemplateDialog
            first={wanted}
            sheet={sheet}
            tags={labels.tags}
            onClose={close}
            onUse={(template, filled) => {
              onChange((current) => withTemplate(current, template, filled));
              const tags = [...new Set([...labels.tags, ...template.tags])];
              if (tags.length > labels.tags.length) put({ tags });
              close();
            }}
          />
        </Suspense>
      )}
    </section>
  );
}
