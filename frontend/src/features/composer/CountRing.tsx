import { cn } from "@/lib/cn";
import { formatCount } from "@/lib/numbers";
import { useComposerWords } from "@/lib/strings/en/composer";

const radius = 9;
const around = 2 * Math.PI * radius;

/** How much of the allowed length is used: a ring, and the remaining number when it gets tight. `of` says by whom. */
export function CountRing({ count, limit, of }: { count: number; limit: number; of?: string }) {
  const words = useComposerWords();
  const left = limit - count;
  const over = left < 0;
  const tight = left <= 20;
  const plain = words(over ? "count.over" : "count.left", { count: Math.abs(left) });
  const said = of ? words("count.on", { count: plain, platform: of }) : plain;
  return (
    <span
      className="inline-flex shrink-0 items-center gap-2 text-xs whitespace-nowrap tabular-nums"
      title={said}
    >
      <span className={cn(over ? "font-medium text-bad-text" : tight ? "text-warn-text" : "text-ink-faint")}>
        <span aria-hidden>
          {tight ? left : words("count.of", { used: formatCount(count), limit: formatCount(limit) })}
        </span>
        <span className="sr-only">{said}</span>
      </span>
      <svg aria-hidden viewBox="0 0 24 24" className="size-6 shrink-0 -rotate-90">
        <circle cx="12" cy="12" r={radius} fill="none" strokeWidth="2.5" className="stroke-line" />
        <circle
          cx="12"
          cy="12"
          r={radius}
          fill="none"
          strokeWidth="2.5"
          strokeLinecap="round"
          strokeDasharray={around}
          strokeDashoffset={around * (1 - Math.min(1, count / limit))}
          className={cn(
            "transition-[stroke-dashoffset] duration-100",
            count === 0 && "opacity-0",
            over ? "stroke-bad" : tight ? "stroke-warn" : "stroke-accent",
          )}
        />
      </svg>
    </span>
  );
}
