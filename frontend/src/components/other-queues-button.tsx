import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";

import { Button } from "@/components/ui/button";
import { useQueueButtonWords } from "@/lib/strings/en/queue-button";

/** Opens the list of the other queues. */
export function OtherQueuesButton(props: ComponentProps<typeof Button>) {
  const words = useQueueButtonWords();
  return (
    <Button size="icon" className="ml-1" aria-label={words("other")} aria-haspopup="menu" {...props}>
      <ChevronDown aria-hidden />
    </Button>
  );
}
