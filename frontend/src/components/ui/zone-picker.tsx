import { useMemo } from "react";

import { useUiWords } from "@/lib/strings/en/ui";
import { allZones, zoneName } from "@/lib/time";

import { PickerPopover, SearchedList } from "./searched-list";
import { ZoneButton } from "./zone-button";

interface ZonePickerProps {
  value: string;
  onChange: (zone: string) => void;
}

/** The list of zones under its button, open from the start. */
export default function ZonePicker({ value, onChange }: ZonePickerProps) {
  const words = useUiWords();
  const zones = useMemo(() => allZones().map((zone) => ({ value: zone, name: zoneName(zone) })), []);
  return (
    <PickerPopover label={words("zone.label")} button={<ZoneButton zone={value} />} onChange={onChange}>
      {(choose) => (
        <SearchedList
          label={words("zone.label")}
          placeholder={words("zone.search")}
          none={words("zone.none")}
          choices={zones}
          onChoose={choose}
        />
      )}
    </PickerPopover>
  );
}
