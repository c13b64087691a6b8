import { WhenFields } from "@/components/when-fields";
import { Button } from "@/components/ui/button";
import type { When } from "@/lib/api/posts";
import { useZone } from "@/lib/api/user";
import { useComposerWords } from "@/lib/strings/en/composer";
import { clockTime, useNow } from "@/lib/time";

import { quickPicks } from "./quick-picks";

interface WhenPanelProps {
  value: When;
  onChange: (when: When) => void;
  error?: string;
}

/** Chooses when: quick picks in the person's own zone, or any time in any zone. */
export default function WhenPanel({ value, onChange, error }: WhenPanelProps) {
  const words = useComposerWords();
  const zone = useZone();
  const now = useNow(60_000);
  return (
    <div className="flex flex-col gap-3">
      <div role="group" aria-label={words("when.quick")} className="flex flex-wrap gap-2">
        {quickPicks(now, zone).map(({ name, local }) => {
          const on = value.local === local && value.zone === zone;
          return (
            <Button
              key={name}
              size="sm"
              variant={on ? "primary" : "secondary"}
              aria-pressed={on}
              onClick={() => onChange({ local, zone })}
            >
              {words(`when.${name}`, { time: clockTime(local.slice(11)) })}
            </Button>
          );
        })}
      </div>
      <WhenFields label={words("when.label")} value={value} onChange={onChange} error={error} />
    </div>
  );
}
