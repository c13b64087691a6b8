import { cn } from "@/lib/cn";
import { useAppWords } from "@/lib/strings/en/app";

/** The mark of the product: a post leaving a queue, once, forwards. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={cn("size-7 shrink-0", className)}>
      <rect width="32" height="32" rx="9" className="fill-accent" />
      <path
        d="M8 9.5 14.2 22.5 24 7.5"
        fill="none"
        strokeWidth="3.5"
        className="stroke-on-accent"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path
        d="M18.5 22.500h5.500M21.5 17.500H24"
        fill="none"
        strokeWidth="2.5"
        className="stroke-on-accent"
        strokeOpacity=".55"
        strokeLinecap="round"
      />
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
