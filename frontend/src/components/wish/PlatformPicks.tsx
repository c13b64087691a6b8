import { PlatformMark } from "@/components/ui/platform-mark";
import { Skeleton } from "@/components/ui/skeleton";
import { useConnections } from "@/lib/api/connections";
import type { Platform } from "@/lib/api/contract";
import { usePlatforms } from "@/lib/api/platforms";
import { cn } from "@/lib/cn";
import { useWishWords } from "@/lib/strings/en/wish";

interface PlatformPicksProps {
  chosen: string[];
  onChange: (chosen: string[]) => void;
  error?: string;
}

/** Platforms that posts can be written for, those with an account first. */
export function useWritable(): { platforms: Platform[]; connected: Set<string>; pending: boolean } {
  const platforms = usePlatforms();
  const connections = useConnections();
  const connected = new Set((connections.data ?? []).map(({ platform }) => platform));
  const writable = (platforms.data ?? []).filter(({ capabilities }) => capabilities.includes("publishes"));
  const first = (platform: Platform) => (connected.has(platform.key) ? 0 : 1);
  return {
    platforms: writable.toSorted((one, other) => first(one) - first(other)),
    connected,
    pending: platforms.isPending || connections.isPending,
  };
}

/** Chooses platforms; a text can be written for one that has no account yet. */
export function PlatformPicks({ chosen, onChange, error }: PlatformPicksProps) {
  const words = useWishWords();
  const { platforms, connected, pending } = useWritable();
  if (pending) return <Skeleton className="h-9 w-full" />;
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-sm font-medium">{words("platforms")}</legend>
      <div className="flex flex-wrap gap-2">
        {platforms.map(({ key, name }) => {
          const on = chosen.includes(key);
          return (
            <button
              key={key}
              type="button"
              aria-pressed={on}
              title={connected.has(key) ? undefined : words("unconnected", { platform: name })}
              onClick={() => onChange(on ? chosen.filter((one) => one !== key) : [...chosen, key])}
              className={cn(
                "inline-flex h-9 items-center gap-2 rounded-full border px-3 text-sm font-medium transition-colors",
                on
                  ? "border-accent bg-accent-soft text-accent-text"
                  : "border-line-strong bg-surface text-ink-muted hover:bg-sunken hover:text-ink",
                !connected.has(key) && "border-dashed",
              )}
            >
              <PlatformMark platform={key} />
              {name}
            </button>
          );
        })}
      </div>
      {error && (
        <p role="alert" className="text-sm text-bad-text">
          {error}
        </p>
      )}
      {platforms.some(({ key }) => !connected.has(key)) && (
        <p className="text-xs text-ink-faint">{words("dashed")}</p>
      )}
    </fieldset>
  );
}
