import { Share2 } from "lucide-react";

import { ConnectList } from "@/components/connect-list";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { useConnections } from "@/lib/api/connections";
import { usePlan } from "@/lib/api/meta";
import { useSignedInUser } from "@/lib/api/user";
import { useConnectionWords } from "@/lib/strings/en/connections";

import { ConnectionCard } from "./ConnectionCard";

function PlanRoom({ used }: { used: number }) {
  const words = useConnectionWords();
  const plan = usePlan(useSignedInUser().plan_type);
  if (!plan) return null;
  return (
    <Badge>
      {plan.max_platforms < 0 ? words("usedAny", { used }) : words("used", { used, max: plan.max_platforms })}
    </Badge>
  );
}

function ConnectedAccounts() {
  const words = useConnectionWords();
  const connections = useConnections();
  if (connections.isPending) {
    return (
      <Loading className="grid gap-4">
        <Skeleton className="h-48" />
      </Loading>
    );
  }
  if (connections.isError) {
    return (
      <ErrorState
        error={connections.error}
        onRetry={() => void connections.refetch()}
        retrying={connections.isFetching}
      />
    );
  }
  if (connections.data.length === 0) {
    return <EmptyState icon={Share2} title={words("emptyTitle")} detail={words("emptyDetail")} />;
  }
  return (
    <ul aria-label={words("connected")} className="grid gap-4">
      {connections.data.map((connection) => (
        <li key={connection.id}>
          <ConnectionCard connection={connection} />
        </li>
      ))}
    </ul>
  );
}

export default function PlatformsPage() {
  const words = useConnectionWords();
  const { data: connections } = useConnections();
  const used = new Set(connections?.map((connection) => connection.platform)).size;
  return (
    <Page title={words("title")} detail={words("detail")} actions={connections && <PlanRoom used={used} />}>
      <div className="flex flex-col gap-8">
        <ConnectedAccounts />
        <section aria-labelledby="connect-more">
          <h2 id="connect-more" className="mb-3 text-base font-semibold">
            {words(used > 0 ? "more" : "available")}
          </h2>
          <ConnectList returnTo="/platforms" />
        </section>
      </div>
    </Page>
  );
}
