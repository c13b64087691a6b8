import { useState } from "react";

import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { Queue } from "@/lib/api/contract";
import { useZone } from "@/lib/api/user";
import { useQueueButtonWords } from "@/lib/strings/en/queue-button";
import { formatMoment } from "@/lib/time";

import { OtherQueuesButton } from "./other-queues-button";

interface OtherQueuesProps {
  queues: Queue[];
  disabled: boolean;
  onAdd: (queueId: string) => void;
}

/** Every queue that a post can be added to, each with its next free slot; open from the start. */
export default function OtherQueues({ queues, disabled, onAdd }: OtherQueuesProps) {
  const words = useQueueButtonWords();
  const zone = useZone();
  const [open, setOpen] = useState(true);
  return (
    <DropdownMenu open={open} onOpenChange={setOpen}>
      <DropdownMenuTrigger asChild>
        <OtherQueuesButton disabled={disabled} />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {queues.map(({ id, name, next }) => (
          <DropdownMenuItem key={id} disabled={!next} onSelect={() => onAdd(id)}>
            {next
              ? words("otherItem", { name, time: formatMoment(next.at, zone, "moment") })
              : words("otherFull", { name })}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
