import { CalendarClock } from "lucide-react";
import { Link } from "react-router";

import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Moment, RelativeMoment } from "@/components/ui/time";
import type { CalendarItem } from "@/lib/api/contract";
import { useDashboardWords } from "@/lib/strings/en/dashboard";

import { moves } from "./api";
import { ItemLine } from "./ItemLine";
import { pickNext } from "./picks";

function Countdown({ item }: { item: CalendarItem }) {
  const words = useDashboardWords();
  const moving = moves(item);
  return (
    <span className="shrink-0 text-right text-sm font-medium tabular-nums">
      {item.held ? (
        <span className="text-warn-text">{words("next.held")}</span>
      ) : moving ? (
        <span className="text-accent-text">{words("next.sending")}</span>
      ) : (
        <RelativeMoment iso={item.at} />
      )}
    </span>
  );
}

/** The next posts that go out by themselves, with a countdown. */
export function Next({ items }: { items: CalendarItem[] }) {
  const words = useDashboardWords();
  const next = pickNext(items);
  const threads = new Set(items.filter(({ position }) => position > 0).map(({ post_id }) => post_id));
  return (
    <Card aria-labelledby="dashboard-next">
      <CardHeader
        id="dashboard-next"
        title={words("next.title")}
        aside={
          <Button variant="link" size="sm" asChild>
            <Link to="/calendar">{words("next.calendar")}</Link>
          </Button>
        }
      />
      {next.length === 0 ? (
        <CardBody className="flex flex-wrap items-center gap-x-4 gap-y-3 text-sm text-ink-muted">
          <CalendarClock aria-hidden className="size-5" />
          <span className="flex-1">{words("next.none")}</span>
          <Button size="sm" asChild>
            <Link to="/compose">{words("next.write")}</Link>
          </Button>
        </CardBody>
      ) : (
        <CardBody className="p-2">
          <ul>
            {next.map((item) => (
              <ItemLine key={item.publication_id} item={item} aside={<Countdown item={item} />}>
                <Moment iso={item.at} />
                {threads.has(item.post_id) && words("next.thread")}
              </ItemLine>
            ))}
          </ul>
        </CardBody>
      )}
    </Card>
  );
}
