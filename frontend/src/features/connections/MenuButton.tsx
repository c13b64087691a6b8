import { Ellipsis } from "lucide-react";

import { Button, type ButtonProps } from "@/components/ui/button";
import { useConnectionWords } from "@/lib/strings/en/connections";

/** The three dots of a connection. */
export function MenuButton({ name, ...props }: { name: string } & ButtonProps) {
  const words = useConnectionWords();
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-haspopup="menu"
      aria-label={words("moreActions", { name })}
      {...props}
    >
      <Ellipsis aria-hidden />
    </Button>
  );
}
