import { Share2 } from "lucide-react";
import { Link } from "react-router";

import { ConnectList } from "@/components/connect-list";
import { familiesUsed } from "@/components/connect/families";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { useConnections } from "@/lib/api/connections";
import type { Connection } from "@/lib/api/contract";
import { usePlan } from "@/lib/api/meta";
import { usePlatforms } from "@/lib/api/platforms";
import { useSignedInUser } from "@/lib/api/user";
import { useConnectionWords } from "@/lib/strings/en/connections";

import { ConnectionCard } from "./ConnectionCard";

function PlanRoom({ used }: { used: number }) {
  const words = useConnectionWords();
  const plan = usePlan(useSignedInUser().plan_type);
  if (!plan) return null;
  return (
    <>
      <Badge>
        {plan.max_platforms < 0
          ? words("usedAny", { used })
          : words("used", { used, max: plan.max_platforms })}
      </Badge>
      <Button variant="link" asChild>
        <Link to="/billing">{words("seePlan")}</Link>
      </Button>
    </>
  );
}

/** Those that need somebody stand first; the others keep their order. */
const lostFirst = (connections: Connection[]) =>
  connections.toSorted(
    (one, other) => Number(other.status === "reconnect_needed") - Number(one.status === "reconnect_needed"),
  );

function ConnectedAccounts() {
  const words = useConnectionWords();
  const connections = useConnections();
  const platforms = usePlatforms();
  const failed = [connections, platforms].find((query) => query.isError);
  if (failed) {
    return (
      <ErrorState error={failed.error} onRetry={() => void failed.refetch()} retrying={failed.isFetching} />
    );
  }
  if (!connections.data || !platforms.data) {
    return (
      <Loading className="grid gap-4">
        <Skeleton className="h-48" />
      </Loading>
    );
  }
  if (connections.data.length === 0) {
    return <EmptyState icon={Share2} title={words("emptyTitle")} detail={words("emptyDetail")} />;
  }
  return (
    <section aria-labelledby="connected">
      <h2 id="connected" className="sr-only">
        {words("connected")}
      </h2>
      <ul aria-label={words("connected")} className="grid grid-cols-1 gap-4">
        {lostFirst(connections.data).map((connection) => {
          const platform = platforms.data.find(({ key }) => key === connection.platform);
          return (
            platform && (
              <li key={connection.id}>
                <ConnectionCard connection={connection} platform={platform} />
              </li>
            )
          );
        })}
      </ul>
    </section>
  );
}

export default function PlatformsPage() {
  const words = useConnectionWords();
  const { data: connections } = useConnections();
  const { data: platforms } = usePlatforms();
  const used = familiesUsed(connections ?? [], platforms ?? []).size;
  return (
    <Page
      title={words("title")}
      detail={words("detail")}
      actions={connections && platforms && <PlanRoom used={used} />}
    >
      <div className="flex flex-col gap-8">
        <ConnectedAccounts />
        <section aria-labelledby="connect-more">
          <h2 id="connect-more" className="mb-3 text-base font-semibold">
            {words(used > 0 ? "more" : "available")}
          </h2>
          <ConnectList returnTo="/platforms" canDisconnect />
        </section>
      </div>
    </Page>
  );
}
