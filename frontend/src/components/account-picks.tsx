import { Link } from "react-router";

import { ErrorState } from "@/components/ui/error-state";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Skeleton } from "@/components/ui/skeleton";
import { accountName } from "@/lib/account-name";
import { useConnections } from "@/lib/api/connections";
import { cn } from "@/lib/cn";
import { useAccountPickWords } from "@/lib/strings/en/accounts";

interface AccountPicksProps {
  legend: string;
  hint?: string;
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

/** Chooses any number of connected accounts. */
export function AccountPicks({ legend, hint, chosen, onChange }: AccountPicksProps) {
  const words = useAccountPickWords();
  const connections = useConnections();
  if (connections.isError) {
    return <ErrorState error={connections.error} onRetry={() => void connections.refetch()} />;
  }
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1.5 text-sm font-medium">{legend}</legend>
      {connections.isPending && <Skeleton className="h-9 w-full" />}
      {connections.data?.length === 0 && (
        <p className="text-sm text-ink-muted">
          {words("none")}{" "}
          <Link to="/platforms" className="rounded-sm text-accent-text underline underline-offset-4">
            {words("connect")}
          </Link>
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {connections.data?.map((account) => {
          const on = chosen.includes(account.id);
          return (
            <button
              key={account.id}
              type="button"
              aria-pressed={on}
              onClick={() =>
                onChange(on ? chosen.filter((one) => one !== account.id) : [...chosen, account.id])
              }
              className={cn(
                "inline-flex h-9 max-w-full items-center gap-2 rounded-full border px-3 text-sm font-medium transition-colors",
                on
                  ? "border-accent bg-accent-soft text-accent-text"
                  : "border-line-strong bg-surface text-ink-muted hover:bg-sunken hover:text-ink",
              )}
            >
              <PlatformMark platform={account.platform} />
              <span className="truncate">{accountName(account)}</span>
            </button>
          );
        })}
      </div>
      {hint && <p className="text-xs text-ink-faint">{hint}</p>}
    </fieldset>
  );
}
