import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useDomains } from "@/lib/api/generation";
import { useSchedulerWords } from "@/lib/strings/en/scheduler";

import { evenly, sumOf } from "./sheet";

interface MixProps {
  mix: Record<string, number>;
  error?: string;
  onChange: (mix: Record<string, number>) => void;
}

/** The domains and the share of each. */
export function Mix({ mix, error, onChange }: MixProps) {
  const words = useSchedulerWords();
  const domains = useDomains().data ?? [];
  const chosen = Object.keys(mix);
  const toggle = (id: string) =>
    onChange(evenly(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]));
  return (
    <div className="grid gap-3">
      <ul className="grid gap-2">
        {domains.map((domain) => {
          const share = mix[domain.id];
          return (
            <li key={domain.id} className="flex min-h-10 items-center gap-3">
              <Checkbox
                className="min-w-0 flex-1"
                label={<span className="font-medium text-ink">{domain.name}</span>}
                checked={share !== undefined}
                disabled={!domain.available && share === undefined}
                onChange={() => toggle(domain.id)}
              />
              {!domain.available && <Badge>{words("pro")}</Badge>}
              {share !== undefined && (
                <span className="flex items-center gap-1 text-sm text-ink-muted">
                  <Input
                    type="number"
                    inputMode="numeric"
                    min={1}
                    max={100}
                    className="w-20 text-right tabular-nums"
                    aria-label={words("share", { domain: domain.name })}
                    aria-invalid={Boolean(error) || undefined}
                    value={Number.isNaN(share) ? "" : share}
                    onChange={(event) => onChange({ ...mix, [domain.id]: event.target.valueAsNumber })}
                  />
                  %
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {chosen.length > 0 && (
        <div className="flex items-center justify-between gap-2 text-sm text-ink-muted">
          <span role="status" className="tabular-nums">
            {sumOf(mix) === 100 ? words("sumWhole") : words("sum", { sum: sumOf(mix) })}
          </span>
          {chosen.length > 1 && (
            <Button size="sm" onClick={() => onChange(evenly(chosen))}>
              {words("even")}
            </Button>
          )}
        </div>
      )}
      {error && <FieldError>{error}</FieldError>}
    </div>
  );
}
