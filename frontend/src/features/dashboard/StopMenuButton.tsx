import { Ellipsis } from "lucide-react";

import { Button, type ButtonProps } from "@/components/ui/button";
import { useDashboardWords } from "@/lib/strings/en/dashboard";

/** The three dots beside the switch. */
export function StopMenuButton(props: ButtonProps) {
  const words = useDashboardWords();
  return (
    <Button variant="ghost" size="icon" aria-haspopup="menu" aria-label={words("publishing.more")} {...props}>
      <Ellipsis aria-hidden />
    </Button>
  );
}
