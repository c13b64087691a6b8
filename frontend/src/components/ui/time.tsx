import { formatMoment, formatRelative, useNow, zoneOffset, type TimeStyle, zoneName } from "@/lib/time";
import { useZone } from "@/lib/api/user";

import { Input } from "./input";

interface MomentProps {
  iso: string;
  style?: TimeStyle;
  /** Another zone than the person's own. */
  zone?: string;
  className?: string;
}

/** A moment in the person's locale and zone; the full form shows on hover. */
export function Moment({ iso, style = "moment", zone, className }: MomentProps) {
  const own = useZone();
  const shown = zone ?? own;
  return (
    <time dateTime={iso} title={formatMoment(iso, shown, "full")} className={className}>
      {formatMoment(iso, shown, style)}
    </time>
  );
}

/** "in 5 minutes", kept current. */
export function RelativeMoment({ iso, className }: { iso: string; className?: string }) {
  const zone = useZone();
  const now = useNow();
  return (
    <time dateTime={iso} title={formatMoment(iso, zone, "full")} className={className}>
      {formatRelative(iso, now)}
    </time>
  );
}

interface DateTimeInputProps {
  /** Wall-clock time, as 2026-11-24T09:30. */
  value: string;
  onChange: (value: string) => void;
  zone: string;
  min?: string;
}

/** Day and time of the wall clock in a zone, which is named beside it. Use inside `Field`. */
export function DateTimeInput({ value, onChange, zone, min }: DateTimeInputProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <Input
        type="datetime-local"
        className="w-auto tabular-nums"
        value={value}
        min={min}
        onChange={(event) => onChange(event.target.value)}
      />
      <span className="text-sm text-ink-muted">
        {zoneName(zone)} · {zoneOffset(zone)}
      </span>
    </div>
  );
}
