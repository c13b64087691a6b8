import { useState } from "react";

import { cn } from "@/lib/cn";

interface AvatarProps {
  name: string;
  src?: string | null;
  className?: string;
}

function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  return [parts[0], parts.length > 1 ? parts.at(-1) : ""]
    .map((part) => part?.[0] ?? "")
    .join("")
    .toUpperCase();
}

/** The pages load nothing from other hosts, pictures included. */
function isOurs(src: string): boolean {
  return (
    URL.canParse(src, window.location.href) &&
    new URL(src, window.location.href).origin === window.location.origin
  );
}

/** A person's picture, else their initials. Decorative: the name stands beside it. */
export function Avatar({ name, src, className }: AvatarProps) {
  const [broken, setBroken] = useState<string | null>(null);
  return (
    // The initials are drawn, not written: as text, a button around them would have to be named after them.
    <span
      aria-hidden
      className={cn(
        "inline-grid size-8 shrink-0 place-items-center overflow-hidden rounded-full bg-accent-soft text-xs font-semibold text-accent-text select-none",
        className,
      )}
    >
      {src && src !== broken && isOurs(src) ? (
        <img src={src} alt="" onError={() => setBroken(src)} className="size-full object-cover" />
      ) : (
        <span data-initials={initials(name)} className="before:content-[attr(data-initials)]" />
      )}
    </span>
  );
}
