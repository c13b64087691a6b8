import type { ComponentProps } from "react";

import { Avatar } from "@/components/ui/avatar";
import type { User } from "@/lib/api/contract";
import { useAppWords } from "@/lib/strings/en/app";

/** The round button with the person's initials. */
export function UserButton({ user, ...props }: { user: User } & ComponentProps<"button">) {
  const words = useAppWords();
  return (
    <button
      type="button"
      className="rounded-full"
      aria-haspopup="menu"
      aria-label={words("menu.label", { name: user.name })}
      {...props}
    >
      <Avatar name={user.name} />
    </button>
  );
}
