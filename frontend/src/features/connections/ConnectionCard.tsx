import { lazy, useState } from "react";

import { Asking } from "@/components/connect/ConnectButton";
import { PlanProblem } from "@/components/connect/plan-problem";
import { useConnecting, type Connecting } from "@/components/connect/use-connecting";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ProblemNote } from "@/components/ui/error-state";
import { OnDemand } from "@/components/ui/on-demand";
import { PlatformMark } from "@/components/ui/platform-mark";
import { toast } from "@/components/ui/toast";
import { accountName, hasHandles } from "@/lib/account-name";
import { useCheckConnection, useHealth } from "@/lib/api/connections";
import type { Connection, Health, Platform } from "@/lib/api/contract";
import { formatCompact } from "@/lib/numbers";
import { useConnectionWords } from "@/lib/strings/en/connections";

import { useDisconnect } from "./api";
import { Concerns } from "./Concerns";
import { ConnectionFacts } from "./ConnectionFacts";
import { MenuButton } from "./MenuButton";

const loadMenu = () => import("./ConnectionMenu");
const ConnectionMenu = lazy(loadMenu);

function Heading({ connection, platform }: { connection: Connection; platform: Platform }) {
  const words = useConnectionWords();
  const { follower_count: followers } = connection;
  const said = [
    hasHandles(connection.platform) ? accountName(connection) : platform.name,
    followers !== null && words("followers", { count: followers, shown: formatCompact(followers) }),
  ];
  return (
    <div className="flex min-w-60 flex-1 items-center gap-4">
      <span className="relative">
        <Avatar name={connection.name} src={connection.picture_url} className="size-12 text-base" />
        <span className="absolute -right-1 -bottom-1 grid size-5 place-items-center rounded-full border border-line bg-raised">
          <PlatformMark platform={connection.platform} label={platform.name} className="size-3" />
        </span>
      </span>
      <div className="min-w-0">
        <h3 className="truncate text-base font-semibold">{connection.name}</h3>
        <p className="truncate text-sm text-ink-muted">{said.filter(Boolean).join(" · ")}</p>
      </div>
    </div>
  );
}

function StateBadge({ connection, health }: { connection: Connection; health?: Health }) {
  const words = useConnectionWords();
  const state = connection.status === "reconnect_needed" ? "broken" : (health?.state ?? "good");
  const stale = state === "broken" && !health?.concerns.some(({ action }) => action === "reconnect");
  return (
    <Badge tone={state === "good" ? "good" : state === "soon" ? "warn" : "bad"} dot>
      {words(stale && connection.status !== "reconnect_needed" ? "health.stale" : `health.${state}`)}
    </Badge>
  );
}

interface ActionsProps {
  connection: Connection;
  platform: Platform;
  connecting: Connecting;
  health?: Health;
  onDisconnect: () => void;
}

function Actions({ connection, platform, connecting, health, onDisconnect }: ActionsProps) {
  const words = useConnectionWords();
  const check = useCheckConnection();
  const urged =
    connection.status === "reconnect_needed" || health?.concerns.some(({ action }) => action === "reconnect");
  const onCheck = () =>
    check.mutate(connection.id, {
      onSuccess: () => toast.done(words("checked", { platform: platform.name })),
      onError: toast.problem,
    });
  return (
    <div className="flex items-center gap-2">
      {urged && (
        <Button variant="primary" size="sm" busy={connecting.busy} onClick={connecting.start}>
          {words("reconnect")}
        </Button>
      )}
      <OnDemand load={loadMenu} trigger={(props) => <MenuButton name={connection.name} {...props} />}>
        <ConnectionMenu
          connection={connection}
          onCheck={onCheck}
          onReconnect={connecting.start}
          onDisconnect={onDisconnect}
        />
      </OnDemand>
    </div>
  );
}

interface DisconnectProps {
  connection: Connection;
  platform: Platform;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

function Disconnect({ connection, platform, open, onOpenChange }: DisconnectProps) {
  const words = useConnectionWords();
  const disconnect = useDisconnect();
  const name = accountName(connection);
  return (
    <ConfirmDialog
      danger
      open={open}
      onOpenChange={onOpenChange}
      title={words("ask.title", { name: connection.name })}
      detail={words("ask.detail", { username: name, platform: platform.name })}
      confirm={words("ask.confirm")}
      busy={disconnect.isPending}
      onConfirm={() =>
        disconnect.mutate(connection.id, {
          onSuccess: () => {
            onOpenChange(false);
            toast.done(words("ask.done", { name }));
          },
        })
      }
    >
      {!platform.sign_in.takes_back && (
        <p className="text-sm text-ink-muted">{words("ask.alsoThere", { platform: platform.name })}</p>
      )}
      <ProblemNote error={disconnect.error} />
    </ConfirmDialog>
  );
}

/** One authorised account: who it is, how it is doing, what can be done about it. */
export function ConnectionCard({ connection, platform }: { connection: Connection; platform: Platform }) {
  const [asking, setAsking] = useState(false);
  const health = useHealth().data?.find(({ connection_id }) => connection_id === connection.id);
  const way = { platform, connection, returnTo: "/platforms" };
  const connecting = useConnecting(way);
  return (
    <Card aria-label={connection.name} className="p-5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <Heading connection={connection} platform={platform} />
        <div className="flex flex-wrap items-center gap-3">
          <StateBadge connection={connection} health={health} />
          <Actions
            connection={connection}
            platform={platform}
            connecting={connecting}
            health={health}
            onDisconnect={() => setAsking(true)}
          />
        </div>
      </div>
      <PlanProblem error={connecting.error} className="mt-4" />
      <Concerns connection={connection} health={health} />
      <ConnectionFacts connection={connection} health={health} />
      <Disconnect connection={connection} platform={platform} open={asking} onOpenChange={setAsking} />
      <Asking {...way} connecting={connecting} />
    </Card>
  );
}
