import { Send, Sparkles } from "lucide-react";
import { Link } from "react-router";

import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { RelativeMoment } from "@/components/ui/time";
import type { Activity } from "@/lib/api/contract";
import { usePlatforms } from "@/lib/api/platforms";
import { formatCompact } from "@/lib/numbers";
import { useDashboardWords } from "@/lib/strings/en/dashboard";

import { useDashboardNumbers } from "./api";

function Published({ activity }: { activity: Activity }) {
  const words = useDashboardWords();
  const platforms = usePlatforms().data ?? [];
  const platform = platforms.find(({ key }) => key === activity.platform)?.name ?? activity.platform ?? "";
  const { likes, comments } = activity.engagement ?? { likes: null, comments: null };
  const answers = [
    likes !== null && words("activity.likes", { count: likes, number: formatCompact(likes) }),
    comments !== null && words("activity.comments", { count: comments, number: formatCompact(comments) }),
  ].filter(Boolean);
  return (
    <>
      <span className="block text-sm font-medium">{words("activity.published", { platform })}</span>
      {activity.content && (
        <span dir="auto" className="line-clamp-1 text-sm break-all text-ink-muted">
          {activity.content}
        </span>
      )}
      {answers.length > 0 && (
        <span className="block text-xs text-ink-muted tabular-nums">{answers.join(" · ")}</span>
      )}
    </>
  );
}

function Line({ activity }: { activity: Activity }) {
  const words = useDashboardWords();
  const published = activity.type === "post_published";
  const Icon = published ? Send : Sparkles;
  const body = (
    <>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
      <span className="min-w-0 flex-1">
        {published ? (
          <Published activity={activity} />
        ) : (
          <span className="block text-sm font-medium">
            {activity.domain
              ? words("activity.generatedIn", { count: activity.count ?? 1, domain: activity.domain })
              : words("activity.generated", { count: activity.count ?? 1 })}
          </span>
        )}
      </span>
      <RelativeMoment iso={activity.at} className="shrink-0 text-xs text-ink-muted" />
    </>
  );
  const look = "flex items-start gap-3 rounded-md px-3 py-2.5";
  return (
    <li>
      {activity.publication_id ? (
        <Link to={`/publications/${activity.publication_id}`} className={`${look} hover:bg-sunken`}>
          {body}
        </Link>
      ) : (
        <div className={look}>{body}</div>
      )}
    </li>
  );
}

/** What happened lately: what went out and what was written. */
export function Activities() {
  const words = useDashboardWords();
  const activities = useDashboardNumbers().data?.recent_activity ?? [];
  if (activities.length === 0) return null;
  return (
    <Card aria-labelledby="dashboard-activity">
      <CardHeader id="dashboard-activity" title={words("activity.title")} />
      <CardBody className="p-2">
        <ul>
          {activities.map((activity) => (
            <Line
              key={`${activity.type} ${activity.at} ${activity.publication_id ?? ""}`}
              activity={activity}
            />
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}
