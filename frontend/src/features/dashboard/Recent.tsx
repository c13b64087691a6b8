import { BarChart2, Heart, MessageCircle, Repeat2 } from "lucide-react";
import { Link } from "react-router";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { RelativeMoment } from "@/components/ui/time";
import type { CalendarItem, Metrics } from "@/lib/api/contract";
import { formatCompact } from "@/lib/numbers";
import { useDashboardWords } from "@/lib/strings/en/dashboard";
import { usePostWords } from "@/lib/strings/en/posts";

import { useNumbers } from "./api";
import { ItemLine } from "./ItemLine";
import { pickRecent } from "./picks";

const kinds = [
  { kind: "likes", Icon: Heart },
  { kind: "replies", Icon: MessageCircle },
  { kind: "reposts", Icon: Repeat2 },
  { kind: "impressions", Icon: BarChart2 },
] as const;

function Numbers({ metrics }: { metrics: Metrics | null }) {
  const words = useDashboardWords();
  if (!metrics) return <span className="text-ink-faint">{words("recent.noNumbers")}</span>;
  return kinds.map(({ kind, Icon }) => {
    const count = metrics[kind];
    return (
      count !== null && (
        <span
          key={kind}
          title={words(`recent.${kind}`)}
          className="inline-flex items-center gap-1 tabular-nums"
        >
          <Icon aria-hidden className="size-3.5" />
          <span className="sr-only">{words(`recent.${kind}`)}</span>
          {formatCompact(count)}
        </span>
      )
    );
  });
}

/** What went out last, with its numbers. */
export function Recent({ items }: { items: CalendarItem[] }) {
  const words = useDashboardWords();
  const posts = usePostWords();
  const recent = pickRecent(items);
  const numbers = useNumbers(recent.map(({ publication_id }) => publication_id));
  return (
    <Card aria-labelledby="dashboard-recent">
      <CardHeader
        id="dashboard-recent"
        title={words("recent.title")}
        aside={
          <Button variant="link" size="sm" asChild>
            <Link to="/punctuality">{words("recent.punctuality")}</Link>
          </Button>
        }
      />
      {recent.length === 0 ? (
        <CardBody className="text-sm text-ink-muted">{words("recent.none")}</CardBody>
      ) : (
        <CardBody className="p-2">
          <ul>
            {recent.map((item, place) => (
              <ItemLine
                key={item.publication_id}
                item={item}
                aside={item.late && <Badge tone="warn">{posts("late")}</Badge>}
              >
                <RelativeMoment iso={item.at} />
                <Numbers metrics={numbers[place] ?? null} />
              </ItemLine>
            ))}
          </ul>
        </CardBody>
      )}
    </Card>
  );
}
