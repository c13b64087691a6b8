import { Plus, X } from "lucide-react";

import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { BatchWish } from "@/lib/api/batches";
import { useDomains } from "@/lib/api/generation";
import { useDraftWords } from "@/lib/strings/en/drafts";

type Share = BatchWish["domains"][number];

interface SharesProps {
  shares: Share[];
  onChange: (shares: Share[]) => void;
  error?: string;
}

/** The same percent for each, with what is left over for the first. */
function evenly(shares: Share[]): Share[] {
  const each = Math.floor(100 / shares.length);
  return shares.map((share, place) => ({
    ...share,
    percent: place === 0 ? 100 - each * (shares.length - 1) : each,
  }));
}

/** Which domains a batch is about, and how much of it each gets. */
export function Shares({ shares, onChange, error }: SharesProps) {
  const words = useDraftWords();
  const all = (useDomains().data ?? []).filter(({ available }) => available);
  const taken = new Set(shares.map(({ domain }) => domain));
  const next = all.find(({ id }) => !taken.has(id));
  const nameOf = (id: string) => all.find((domain) => domain.id === id)?.name ?? id;
  const put = (place: number, changes: Partial<Share>) =>
    onChange(shares.map((share, index) => (index === place ? { ...share, ...changes } : share)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="text-sm font-medium">{words("form.domains")}</legend>
      <p className="text-xs text-ink-faint">{words("form.domainsDetail")}</p>
      {shares.map(({ domain, percent }, place) => (
        <div key={domain} className="flex items-center gap-2">
          <div className="min-w-0 flex-1">
            <Select
              aria-label={words("form.domain", { number: place + 1 })}
              value={domain}
              onChange={(id) => put(place, { domain: id })}
              options={all
                .filter(({ id }) => id === domain || !taken.has(id))
                .map(({ id, name }) => ({ value: id, label: name }))}
            />
          </div>
          <div className="relative w-24">
            <Input
              type="number"
              min={1}
              max={100}
              aria-label={words("form.percent", { domain: nameOf(domain) })}
              aria-invalid={Boolean(error) || undefined}
              className="pr-8 tabular-nums"
              value={percent || ""}
              onChange={(event) => put(place, { percent: Math.trunc(Number(event.target.value)) })}
            />
            <span aria-hidden className="absolute inset-y-0 right-3 grid place-items-center text-ink-faint">
              %
            </span>
          </div>
          {shares.length > 1 && (
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={words("form.removeDomain", { domain: nameOf(domain) })}
              onClick={() => onChange(evenly(shares.filter((_share, index) => index !== place)))}
            >
              <X aria-hidden />
            </Button>
          )}
        </div>
      ))}
      {error && <FieldError role="alert">{error}</FieldError>}
      {next && (
        <Button
          size="sm"
          className="self-start"
          onClick={() => onChange(evenly([...shares, { domain: next.id, percent: 0 }]))}
        >
          <Plus aria-hidden />
          {words("form.addDomain")}
        </Button>
      )}
    </fieldset>
  );
}
