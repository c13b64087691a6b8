import { Bot, ListChecks, SlidersHorizontal } from "lucide-react";
import { Link } from "react-router";

import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { useAutomation, useAutomationStatus } from "@/lib/api/automation";
import type { Automation, AutomationStatus } from "@/lib/api/contract";
import { useAutomationWords } from "@/lib/strings/en/automation";

import { Controls } from "./Controls";
import { Figures } from "./Figures";
import { HeatMap } from "./HeatMap";
import { Participants } from "./Participants";
import { Rehearsed } from "./Rehearsed";
import { Slots } from "./Slots";
import { Speed } from "./Speed";

function NotSetUp() {
  const words = useAutomationWords();
  return (
    <EmptyState
      icon={Bot}
      title={words("none.title")}
      detail={words("none.detail")}
      action={
        <Button variant="primary" asChild>
          <Link to="/scheduler">{words("none.setUp")}</Link>
        </Button>
      }
    />
  );
}

function Centre({ automation, status }: { automation: Automation; status: AutomationStatus }) {
  return (
    <div className="grid grid-cols-1 gap-6">
      <Card>
        <CardBody>
          <Controls automation={automation} />
        </CardBody>
      </Card>
      <Figures status={status} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[1fr_20rem]">
        <div className="grid min-w-0 grid-cols-1 gap-6">
          <Slots status={status} />
          <HeatMap ids={Object.keys(automation.platform_priorities)} />
        </div>
        <div className="grid min-w-0 grid-cols-1 gap-6">
          <Speed velocity={status.velocity} />
          <Participants accounts={status.accounts} active={status.is_active} />
          <Rehearsed />
        </div>
      </div>
    </div>
  );
}

function Waiting() {
  return (
    <Loading className="grid gap-6">
      <Skeleton className="h-16" />
      <Skeleton className="h-40" />
      <Skeleton className="h-72" />
    </Loading>
  );
}

/** What runs by itself: how it stands, what is to come and why, and the ways to halt it. */
export default function AutoPostingPage() {
  const words = useAutomationWords();
  const automation = useAutomation();
  const status = useAutomationStatus();
  const failed = [automation, status].find(({ isLoadingError }) => isLoadingError);
  const known = automation.data && status.data;
  return (
    <Page
      title={words("title")}
      detail={words("detail")}
      actions={
        known && (
          <>
            <Button asChild>
              <Link to="/auto-posting/review">
                <ListChecks aria-hidden />
                {words("review.title")}
              </Link>
            </Button>
            <Button asChild>
              <Link to="/scheduler">
                <SlidersHorizontal aria-hidden />
                {words("adjust")}
              </Link>
            </Button>
          </>
        )
      }
    >
      {failed ? (
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} retrying={failed.isFetching} />
      ) : automation.data === null ? (
        <NotSetUp />
      ) : automation.data && status.data ? (
        <Centre automation={automation.data} status={status.data} />
      ) : (
        <Waiting />
      )}
    </Page>
  );
}
