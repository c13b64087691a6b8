import { Archive, Megaphone, Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Link, useSearchParams } from "react-router";

import { CampaignDot } from "@/components/campaign-dot";
import { Answered } from "@/components/ui/answered";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Page } from "@/components/ui/page";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { useCampaigns } from "@/lib/api/campaigns";
import type { Campaign } from "@/lib/api/contract";
import { useCampaignWords } from "@/lib/strings/en/campaigns";

import { useCampaignFacts } from "./facts";

const CampaignSheet = lazy(() => import("./CampaignSheet"));
const TagList = lazy(() => import("./TagList"));

const views = ["under_way", "archived", "tags"] as const;
type View = (typeof views)[number];

function CampaignCard({ campaign }: { campaign: Campaign }) {
  const { span, links } = useCampaignFacts();
  return (
    <Link
      to={`/campaigns/${campaign.id}`}
      className="flex h-full flex-col gap-1 rounded-lg border border-line bg-surface p-4 shadow-sm transition-colors hover:border-line-strong"
    >
      <span className="flex items-center gap-2.5">
        <CampaignDot colour={campaign.colour} />
        <span className="min-w-0 truncate font-semibold" dir="auto">
          {campaign.name}
        </span>
      </span>
      <span className="text-sm text-ink-muted">
        {[span(campaign), links(campaign)].filter(Boolean).join(" · ")}
      </span>
    </Link>
  );
}

interface CampaignListProps {
  campaigns: Campaign[];
  archived: boolean;
  onAdd: () => void;
}

const grid = "grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-3";

function CampaignList({ campaigns, archived, onAdd }: CampaignListProps) {
  const words = useCampaignWords();
  const shown = campaigns.filter((campaign) => campaign.archived === archived);
  if (shown.length === 0 && archived) {
    return (
      <EmptyState icon={Archive} title={words("noneArchivedTitle")} detail={words("noneArchivedDetail")} />
    );
  }
  if (shown.length === 0) {
    return (
      <EmptyState
        icon={Megaphone}
        title={words("emptyTitle")}
        detail={words("emptyDetail")}
        action={
          <Button variant="primary" onClick={onAdd}>
            <Plus aria-hidden />
            {words("add")}
          </Button>
        }
      />
    );
  }
  return (
    <ul className={grid}>
      {shown.map((campaign) => (
        <li key={campaign.id}>
          <CampaignCard campaign={campaign} />
        </li>
      ))}
    </ul>
  );
}

/** Every campaign, and every tag. */
export default function CampaignsPage() {
  const words = useCampaignWords();
  const [query, setQuery] = useSearchParams();
  const view: View = views.find((one) => one === query.get("view")) ?? "under_way";
  const [adding, setAdding] = useState(false);
  const campaigns = useCampaigns();
  return (
    <Page
      title={words("title")}
      detail={words("detail")}
      actions={
        <Button onClick={() => setAdding(true)}>
          <Plus aria-hidden />
          {words("add")}
        </Button>
      }
    >
      <div className="flex flex-col gap-5">
        <Segmented
          className="self-start"
          label={words("show")}
          value={view}
          onChange={(next: View) => setQuery(next === "under_way" ? {} : { view: next }, { replace: true })}
          options={[
            { value: "under_way", label: words("under_way") },
            { value: "archived", label: words("archived") },
            { value: "tags", label: words("tags.tab") },
          ]}
        />
        {view === "tags" ? (
          <Suspense fallback={<Skeleton className="h-40 rounded-lg" />}>
            <TagList />
          </Suspense>
        ) : (
          <Answered query={campaigns} among={grid} shape="h-20 rounded-lg" shapes={3}>
            {(all) => (
              <CampaignList campaigns={all} archived={view === "archived"} onAdd={() => setAdding(true)} />
            )}
          </Answered>
        )}
      </div>
      {adding && (
        <Suspense fallback={null}>
          <CampaignSheet campaign={null} onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </Page>
  );
}
