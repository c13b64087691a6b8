import { lazy, Suspense } from "react";

import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { useConnections } from "@/lib/api/connections";
import type { CalendarItem, Connection } from "@/lib/api/contract";
import { useSignedInUser } from "@/lib/api/user";
import { useDashboardWords } from "@/lib/strings/en/dashboard";
import { useNow } from "@/lib/time";

import { Accounts } from "./Accounts";
import { Activities } from "./Activities";
import { useAround, useHasPosts } from "./api";
import { Needs } from "./Needs";
import { Next } from "./Next";
import { Numbers } from "./Numbers";
import { PublishingSwitch } from "./PublishingSwitch";
import { QuickActions } from "./QuickActions";
import { Recent } from "./Recent";

// Only a newcomer needs these, and they need them once.
const FirstSteps = lazy(() => import("./FirstSteps"));

interface Known {
  items: CalendarItem[];
  connections: Connection[];
}

function Board({ items, connections }: Known) {
  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[1fr_20rem]">
      <div className="grid grid-cols-1 gap-6">
        <Needs items={items} connections={connections} />
        <Next items={items} />
        <Recent items={items} />
        <Activities />
      </div>
      <div className="grid grid-cols-1 gap-6">
        <QuickActions />
        <Accounts connections={connections} />
      </div>
    </div>
  );
}

function Waiting() {
  return (
    <Loading className="grid gap-6 lg:grid-cols-[1fr_20rem]">
      <div className="grid gap-6">
        <Skeleton className="h-20" />
        <Skeleton className="h-56" />
      </div>
      <Skeleton className="h-40" />
    </Loading>
  );
}

export default function DashboardPage() {
  const words = useDashboardWords();
  const user = useSignedInUser();
  const around = useAround(useNow());
  const connections = useConnections();
  const hasPosts = useHasPosts();
  const failed = [around, connections, hasPosts].find(({ isLoadingError }) => isLoadingError);

  if (failed) {
    return (
      <Page title={words("title")}>
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} retrying={failed.isFetching} />
      </Page>
    );
  }
  if (!around.data || !connections.data || hasPosts.data === undefined) {
    return (
      <Page title={words("title")}>
        <Waiting />
      </Page>
    );
  }
  if (!hasPosts.data) {
    const [name = user.name] = user.name.split(" ");
    return (
      <Page title={words("first.title", { name })} detail={words("first.detail")} width="narrow">
        <Suspense fallback={<Waiting />}>
          <FirstSteps connections={connections.data} />
        </Suspense>
      </Page>
    );
  }
  return (
    <Page title={words("title")} actions={<PublishingSwitch />}>
      <Numbers />
      <Board items={around.data} connections={connections.data} />
    </Page>
  );
}
