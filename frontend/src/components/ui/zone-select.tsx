import { lazy } from "react";

import { OnDemand } from "./on-demand";
import { ZoneButton } from "./zone-button";

const load = () => import("./zone-picker");
const ZonePicker = lazy(load);

interface ZoneSelectProps {
  value: string;
  onChange: (zone: string) => void;
}

/** Any IANA time zone, found by typing. Use inside `Field`. */
export function ZoneSelect({ value, onChange }: ZoneSelectProps) {
  return (
    <OnDemand load={load} trigger={(props) => <ZoneButton zone={value} {...props} />}>
      <ZonePicker value={value} onChange={onChange} />
    </OnDemand>
  );
}
