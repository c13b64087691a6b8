import { lazy, useState } from "react";

import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Note, ProblemNote } from "@/components/ui/error-state";
import { OnDemand } from "@/components/ui/on-demand";
import { PlatformMark } from "@/components/ui/platform-mark";
import { toast } from "@/components/ui/toast";
import { useConnect } from "@/lib/api/connections";
import type { Connection } from "@/lib/api/contract";
import { usePlatforms } from "@/lib/api/platforms";
import { formatCompact } from "@/lib/numbers";
import { useConnectionWords } from "@/lib/strings/en/connections";

import { useDisconnect } from "./api";
import { ConnectionFacts } from "./ConnectionFacts";
import { MenuButton } from "./MenuButton";

const loadMenu = () => import("./ConnectionMenu");
const ConnectionMenu = lazy(loadMenu);

function Heading({ connection }: { connection: Connection }) {
  const words = useConnectionWords();
  const { follower_count: followers } = connection;
  return (
    <div className="flex min-w-60 flex-1 items-center gap-4">
      <span className="relative">
        <Avatar name={connection.name} src={connection.picture_url} className="size-12 text-base" />
        <span className="absolute -right-1 -bottom-1 grid size-5 place-items-center rounded-full border border-line bg-raised">
          <PlatformMark platform={connection.platform} label={connection.platform} className="size-3" />
        </span>
      </span>
      <div className="min-w-0">
        <h2 className="truncate text-base font-semibold">{connection.name}</h2>
        <p className="truncate text-sm text-ink-muted">
          @{connection.username}
          {followers !== null && (
            <> · {words("followers", { count: followers, shown: formatCompact(followers) })}</>
          )}
        </p>
      </div>
    </div>
  );
}

interface ActionsProps {
  connection: Connection;
  onDisconnect: () => void;
}

function Actions({ connection, onDisconnect }: ActionsProps) {
  const words = useConnectionWords();
  const connect = useConnect();
  const reconnect = () => {
    connect.mutate({ platform: connection.platform, returnTo: "/platforms" }, { onError: toast.problem });
  };
  return (
    <div className="flex items-center gap-2">
      {connection.status === "reconnect_needed" && (
        <Button variant="primary" size="sm" busy={connect.isPending} onClick={reconnect}>
          {words("reconnect")}
        </Button>
      )}
      <OnDemand load={loadMenu} trigger={(props) => <MenuButton name={connection.name} {...props} />}>
        <ConnectionMenu connection={connection} onReconnect={reconnect} onDisconnect={onDisconnect} />
      </OnDemand>
    </div>
  );
}

function Disconnect({ connection, open, onOpenChange }: DisconnectProps) {
  const words = useConnectionWords();
  const disconnect = useDisconnect();
  const platform = usePlatforms().data?.find(({ key }) => key === connection.platform)?.name;
  return (
    <ConfirmDialog
      danger
      open={open}
      onOpenChange={onOpenChange}
      title={words("ask.title", { name: connection.name })}
      detail={words("ask.detail", {
        username: connection.username,
        platform: platform ?? connection.platform,
      })}
      confirm={words("ask.confirm")}
      busy={disconnect.isPending}
      onConfirm={() =>
        disconnect.mutate(connection.id, {
          onSuccess: () => {
            onOpenChange(false);
            toast.done(words("ask.done", { name: `@${connection.username}` }));
          },
        })
      }
    >
      <ProblemNote error={disconnect.error} />
    </ConfirmDialog>
  );
}

interface DisconnectProps {
  connection: Connection;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** One authorised account: who it is, how it is doing, what can be done about it. */
export function ConnectionCard({ connection }: { connection: Connection }) {
  const words = useConnectionWords();
  const [asking, setAsking] = useState(false);
  const broken = connection.status === "reconnect_needed";
  return (
    <Card aria-label={connection.name} className="p-5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <Heading connection={connection} />
        <div className="flex items-center gap-3">
          <Badge tone={broken ? "bad" : "good"} dot>
            {words(`status.${connection.status}`)}
          </Badge>
          <Actions connection={connection} onDisconnect={() => setAsking(true)} />
        </div>
      </div>
      {broken && connection.status_reason && (
        <Note tone="bad" className="mt-4">
          {connection.status_reason}
        </Note>
      )}
      <ConnectionFacts connection={connection} />
      <Disconnect connection={connection} open={asking} onOpenChange={setAsking} />
    </Card>
  );
}
