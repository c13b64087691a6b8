import { PlanChange } from "@/components/plan-change";
import { ErrorState, Note } from "@/components/ui/error-state";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { useConnections } from "@/lib/api/connections";
import { useMeta, usePlan } from "@/lib/api/meta";
import { usePlatforms } from "@/lib/api/platforms";
import { useSignedInUser } from "@/lib/api/user";
import { useConnectionWords } from "@/lib/strings/en/connections";

import { familiesOf, familiesUsed, hasRoom } from "./connect/families";
import { FamilyCard, fullPlanNote } from "./connect/FamilyCard";

/** Said once, above all cards: another platform has no place in the plan. */
function FullPlan({ canDisconnect = false }: { canDisconnect?: boolean }) {
  const words = useConnectionWords();
  const { plan_type } = useSignedInUser();
  const plan = usePlan(plan_type);
  const larger = useMeta()
    .data?.plans.filter(({ max_platforms: most }) => plan && (most < 0 || most > plan.max_platforms))
    .toSorted((one, other) => one.price_usd_month - other.price_usd_month)[0];
  const used = familiesUsed(useConnections().data ?? [], usePlatforms().data ?? []);
  if (!plan || hasRoom(plan, used, "")) return null;
  return (
    <Note className="mb-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <p id={fullPlanNote} className="min-w-0 flex-1 basis-72">
          {words("limitReached", { count: plan.max_platforms })}{" "}
          {words(canDisconnect ? "limitWaysHere" : "limitWays")}
        </p>
        {larger && <PlanChange to={larger.key} size="sm" />}
      </div>
    </Note>
  );
}

interface ConnectListProps {
  returnTo: string;
  /** Whether the accounts stand on the same page, with a way to disconnect them. */
  canDisconnect?: boolean;
}

/** Every platform that can be connected, a card for each family, with the ways in. */
export function ConnectList({ returnTo, canDisconnect }: ConnectListProps) {
  const words = useConnectionWords();
  const platforms = usePlatforms();
  const sandbox = useMeta().data?.mode === "sandbox";
  if (platforms.isPending) {
    return (
      <Loading className="grid gap-4 lg:grid-cols-2">
        {Array.from({ length: 6 }, (_, index) => (
          <Skeleton key={index} className="h-36 rounded-lg" />
        ))}
      </Loading>
    );
  }
  if (platforms.isError) {
    return <ErrorState error={platforms.error} onRetry={() => void platforms.refetch()} />;
  }
  return (
    <>
      <FullPlan canDisconnect={canDisconnect} />
      <ul
        aria-label={words("available")}
        className="grid grid-flow-row-dense grid-cols-1 gap-4 sm:grid-cols-2"
      >
        {familiesOf(platforms.data).map((family) => (
          <FamilyCard key={family.key} family={family} returnTo={returnTo} />
        ))}
      </ul>
      {sandbox && <p className="mt-3 text-xs text-ink-faint">{words("sandboxNote")}</p>}
    </>
  );
}
