import { PenLine } from "lucide-react";
import { Link } from "react-router";

import { StateBadge } from "@/components/ui/badge";
import PartOfSeries from "@/components/recurring/part-of-series";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { Publication } from "@/lib/api/contract";
import { useZone } from "@/lib/api/user";
import { usePublicationWords } from "@/lib/strings/en/publications";
import { formatMoment, formatRelative, useNow } from "@/lib/time";

import { Facts } from "./Facts";
import { Failed } from "./Failed";
import { isLooking, standingOf } from "./standing";
import { ThereButton } from "./ThereButton";
import { Unconfirmed } from "./Unconfirmed";
import { usePlatform } from "./use-platform";
import { Waiting } from "./Waiting";

const explained = ["publishedLook", "publishedPerson", "cancelled", "dropped"] as const;

function useExplanation(publication: Publication): string | null {
  const words = usePublicationWords();
  const { name: platform } = usePlatform(publication.platform);
  const now = useNow();
  const standing = standingOf(publication);
  if (isLooking(publication)) return words("stateDetail.looking", { platform });
  if (standing === "publishing" || standing === "due" || standing === "processing")
    return words("stateDetail.publishing");
  if (standing === "scheduled") return formatRelative(publication.due_at, now);
  const known = explained.find((one) => one === standing);
  return known ? words(`stateDetail.${known}`, { platform }) : null;
}

function Next({ publication }: { publication: Publication }) {
  const words = usePublicationWords();
  switch (publication.state) {
    case "scheduled":
      return <Waiting publication={publication} />;
    case "failed":
      return <Failed publication={publication} />;
    case "unconfirmed":
      return <Unconfirmed publication={publication} />;
    case "published": {
      const linkless = publication.confirmed_by === "person" && !publication.platform_post_id;
      return linkless && <ThereButton id={publication.id} linkOnly />;
    }
    case "cancelled":
      return (
        <Button className="self-start" asChild>
          <Link to={`/compose/${publication.post_id}`}>
            <PenLine aria-hidden />
            {words("edit")}
          </Link>
        </Button>
      );
    default:
      return null;
  }
}

/** Where it stands in words, kept current, and what can be done about it. */
export function Standing({ publication }: { publication: Publication }) {
  const words = usePublicationWords();
  const zone = useZone();
  const { name: platform } = usePlatform(publication.platform);
  const explanation = useExplanation(publication);
  const time = formatMoment(publication.due_at, zone);
  return (
    <Card aria-labelledby="publication-state" className="flex flex-col gap-4 p-5">
      <div role="status" className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          <h2 id="publication-state" className="text-lg font-semibold">
            {words(`state.${standingOf(publication)}`, { platform, time })}
          </h2>
          {explanation && <p className="mt-0.5 text-sm text-ink-muted">{explanation}</p>}
        </div>
        <StateBadge state={publication.state} />
      </div>
      <Next publication={publication} />
      {publication.series_id && (
        <PartOfSeries seriesId={publication.series_id} open={publication.state === "scheduled"} />
      )}
      <Facts publication={publication} />
    </Card>
  );
}
