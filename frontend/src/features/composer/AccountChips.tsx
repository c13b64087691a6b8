import { Plus, TriangleAlert } from "lucide-react";
import { Link } from "react-router";

import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { accountName } from "@/lib/account-name";
import { useConnections } from "@/lib/api/connections";
import type { Connection } from "@/lib/api/contract";
import { usePlatforms } from "@/lib/api/platforms";
import { cn } from "@/lib/cn";
import { useComposerWords } from "@/lib/strings/en/composer";

interface ChipsProps {
  chosen: string[];
  onChange: (chosen: string[]) => void;
  disabled: boolean;
}

interface ChipProps {
  connection: Connection;
  on: boolean;
  disabled: boolean;
  onToggle: () => void;
}

function Chip({ connection, on, disabled, onToggle }: ChipProps) {
  const words = useComposerWords();
  const platform = usePlatforms().data?.find(({ key }) => key === connection.platform);
  const broken = connection.status === "reconnect_needed";
  return (
    <button
      type="button"
      aria-pressed={on}
      disabled={disabled}
      onClick={onToggle}
      title={broken ? words("accounts.reconnect") : connection.name}
      className={cn(
        "inline-flex h-10 max-w-full items-center gap-2 rounded-full border py-1 pr-4 pl-1 text-sm font-medium transition-colors disabled:cursor-not-allowed",
        on
          ? "border-accent bg-accent-soft text-accent-text"
          : "border-line-strong bg-surface text-ink-muted hover:bg-sunken hover:text-ink",
      )}
    >
      <span className="relative">
        <Avatar
          name={connection.name}
          src={connection.picture_url}
          className={cn("size-8", !on && "opacity-70 grayscale")}
        />
        <span className="absolute -right-1 -bottom-1 grid size-4 place-items-center rounded-full bg-raised text-ink shadow-sm">
          <PlatformMark
            platform={platform?.family ?? connection.platform}
            label={platform?.name ?? connection.platform}
            className="size-2.5"
          />
        </span>
      </span>
      <span className="truncate">{accountName(connection)}</span>
      {broken && <TriangleAlert aria-hidden className="size-4 shrink-0 text-warn-text" />}
      {broken && <span className="sr-only">{words("accounts.reconnect")}</span>}
    </button>
  );
}

// From here on to press each of them is tedious.
const several = 4;

/** The connected accounts; those that are on will carry the post. */
export function AccountChips({ chosen, onChange, disabled }: ChipsProps) {
  const words = useComposerWords();
  const connections = useConnections();
  if (connections.isPending) {
    return (
      <Loading className="flex gap-2">
        <Skeleton className="h-10 w-36 rounded-full" />
      </Loading>
    );
  }
  const all = connections.data ?? [];
  if (all.length === 0) {
    return (
      <p className="flex flex-wrap items-center gap-3 text-sm text-ink-muted">
        {words("accounts.none")}
        <Button size="sm" asChild>
          <Link to="/platforms">
            <Plus aria-hidden />
            {words("accounts.connect")}
          </Link>
        </Button>
      </p>
    );
  }
  const toggle = (id: string) =>
    onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  const every = all.every(({ id }) => chosen.includes(id));
  return (
    <div className="flex flex-wrap items-center gap-2">
      <div role="group" aria-label={words("accounts.label")} className="contents">
        {all.map((connection) => (
          <Chip
            key={connection.id}
            connection={connection}
            on={chosen.includes(connection.id)}
            disabled={disabled}
            onToggle={() => toggle(connection.id)}
          />
        ))}
      </div>
      {all.length >= several && !disabled && (
        <Button variant="ghost" size="sm" onClick={() => onChange(every ? [] : all.map(({ id }) => id))}>
          {words(every ? "accounts.noneOfThem" : "accounts.all")}
        </Button>
      )}
    </div>
  );
}
