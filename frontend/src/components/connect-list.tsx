import { ErrorState } from "@/components/ui/error-state";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { useMeta } from "@/lib/api/meta";
import { usePlatforms } from "@/lib/api/platforms";
import { useConnectionWords } from "@/lib/strings/en/connections";

import { familiesOf } from "./connect/families";
import { FamilyCard } from "./connect/FamilyCard";

/** Every platform that can be connected, a card for each family, with the ways in. */
export function ConnectList({ returnTo }: { returnTo: string }) {
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
      <ul aria-label={words("available")} className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {familiesOf(platforms.data).map((family) => (
          <FamilyCard key={family.key} family={family} returnTo={returnTo} />
        ))}
      </ul>
      {sandbox && <p className="mt-3 text-xs text-ink-faint">{words("sandboxNote")}</p>}
    </>
  );
}
