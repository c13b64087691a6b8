import { ListPlus } from "lucide-react";
import { lazy } from "react";

import { Button } from "@/components/ui/button";
import { OnDemand } from "@/components/ui/on-demand";
import { useNextTurns } from "@/lib/api/queues";
import { useZone } from "@/lib/api/user";
import { useQueueButtonWords } from "@/lib/strings/en/queue-button";
import { formatMoment } from "@/lib/time";

import { OtherQueuesButton } from "./other-queues-button";

const load = () => import("./other-queues");
const OtherQueues = lazy(load);

interface QueueButtonProps {
  /** The accounts of the post; only queues that serve all of them are offered. */
  accounts: string[];
  busy: boolean;
  onAdd: (queueId: string) => void;
}

/** Adds a post to the queue with the soonest free slot, which it names; others are offered beside it. */
export function QueueButton({ accounts, busy, onAdd }: QueueButtonProps) {
  const words = useQueueButtonWords();
  const zone = useZone();
  const queues = useNextTurns(accounts).data ?? [];
  const soonest = queues[0];
  if (accounts.length === 0 || !soonest) return null;
  return (
    <span className="flex basis-full justify-end">
      <Button
        busy={busy}
        disabled={!soonest.next}
        className="max-sm:flex-1"
        title={soonest.name}
        onClick={() => onAdd(soonest.id)}
      >
        {!busy && <ListPlus aria-hidden />}
        {soonest.next ? words("add", { time: formatMoment(soonest.next.at, zone, "moment") }) : words("full")}
      </Button>
      {queues.length > 1 && (
        <OnDemand load={load} trigger={(press) => <OtherQueuesButton disabled={busy} {...press} />}>
          <OtherQueues queues={queues} disabled={busy} onAdd={onAdd} />
        </OnDemand>
      )}
    </span>
  );
}
