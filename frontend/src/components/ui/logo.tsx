import { cn } from "@/lib/cn";
import { useAppWords } from "@/lib/strings/en/app";

/** The mark of the product: a V that sends one point on its way. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={cn("size-7 shrink-0", className)}>
      <rect width="32" height="32" rx="9" className="fill-accent" />
      <path
        d="M7.5 10.5 13.8 22.5 20.4 12.6"
        fill="none"
        strokeWidth="3.6"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-on-accent"
      />
      <circle cx="24" cy="7.8" r="2.4" className="fill-on-accent" />
    </svg>
  );
}

/** Mark and name. */
export function Logo({ className }: { className?: string }) {
  const words = useAppWords();
  return (
    <span
      className={cn("inline-flex items-center gap-2.5 text-base font-semibold tracking-tight", className)}
    >
      <LogoMark />
      <span translate="no">{words("product")}</span>
    </span>
  );
}
