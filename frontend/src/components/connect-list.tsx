import { Lock, Plus } from "lucide-react";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ErrorState, ProblemNote } from "@/components/ui/error-state";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { useConnect, useConnections } from "@/lib/api/connections";
import type { Platform } from "@/lib/api/contract";
import { useMeta, usePlan } from "@/lib/api/meta";
import { usePlatforms } from "@/lib/api/platforms";
import { useSignedInUser } from "@/lib/api/user";
import { useConnectionWords } from "@/lib/strings/en/connections";

/** Whether the plan allows an account at this platform. A second account at the same one takes no further place. */
function useRoomFor(platform: string): boolean {
  const plan = usePlan(useSignedInUser().plan_type);
  const used = new Set(useConnections().data?.map((connection) => connection.platform));
  return !plan || plan.max_platforms < 0 || used.has(platform) || used.size < plan.max_platforms;
}

function PlatformFacts({ platform }: { platform: Platform }) {
  const words = useConnectionWords();
  const { text_max, images_max } = platform.limits;
  const facts = [
    words("textMax", { count: text_max }),
    images_max > 0 && words("pictures", { count: images_max }),
    platform.supports_threads && words("threads"),
  ];
  return <p className="text-sm text-ink-muted">{facts.filter(Boolean).join(" · ")}</p>;
}

function ConnectRow({ platform, returnTo }: { platform: Platform; returnTo: string }) {
  const words = useConnectionWords();
  const connect = useConnect();
  const free = useSignedInUser().plan_type === "free";
  const room = useRoomFor(platform.key);
  const again = useConnections().data?.some((connection) => connection.platform === platform.key);
  const locked = platform.pro_required && free;
  return (
    <li className="flex flex-col gap-3 px-5 py-4">
      <div className="flex flex-wrap items-center gap-4">
        <span className="grid size-10 place-items-center rounded-lg border border-line bg-raised">
          <PlatformMark platform={platform.key} className="size-5" />
        </span>
        <div className="min-w-40 flex-1">
          <p className="font-medium">{platform.name}</p>
          {platform.available ? (
            <PlatformFacts platform={platform} />
          ) : (
            <p className="text-sm text-ink-muted">{platform.unavailable_reason}</p>
          )}
        </div>
        {locked ? (
          <Badge tone="accent">
            <Lock aria-hidden />
            {words("proNeeded")}
          </Badge>
        ) : (
          platform.available && (
            <Button
              variant={again ? "secondary" : "primary"}
              busy={connect.isPending || connect.isSuccess}
              disabled={!room}
              onClick={() => connect.mutate({ platform: platform.key, returnTo })}
            >
              {!connect.isPending && <Plus aria-hidden />}
              {words(again ? "connectAgain" : "connect", { platform: platform.name })}
            </Button>
          )
        )}
      </div>
      {platform.available && !locked && !room && (
        <p className="text-sm text-ink-muted">{words("limitReached")}</p>
      )}
      <ProblemNote error={connect.error} />
    </li>
  );
}

/** Every platform that can be connected, with the button that leads to its consent page. */
export function ConnectList({ returnTo }: { returnTo: string }) {
  const words = useConnectionWords();
  const platforms = usePlatforms();
  const sandbox = useMeta().data?.mode === "sandbox";
  if (platforms.isPending) {
    return (
      <Loading>
        <Skeleton className="h-20" />
      </Loading>
    );
  }
  if (platforms.isError) {
    return <ErrorState error={platforms.error} onRetry={() => void platforms.refetch()} />;
  }
  const names = platforms.data.map(({ name }) => name).join(", ");
  return (
    <>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface shadow-sm">
        {platforms.data.map((platform) => (
          <ConnectRow key={platform.key} platform={platform} returnTo={returnTo} />
        ))}
      </ul>
      {sandbox && <p className="mt-2 text-xs text-ink-faint">{words("sandboxNote", { platform: names })}</p>}
    </>
  );
}
