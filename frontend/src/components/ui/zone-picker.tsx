import { Command } from "cmdk";
import { useMemo, useState } from "react";

import { useUiWords } from "@/lib/strings/en/ui";
import { allZones, zoneName } from "@/lib/time";

import { Popover, PopoverContent, PopoverTrigger } from "./popover";
import { ZoneButton } from "./zone-button";

function ZoneList({ onChoose }: { onChoose: (zone: string) => void }) {
  const words = useUiWords();
  const zones = useMemo(() => allZones(), []);
  return (
    <Command label={words("zone.label")}>
      <Command.Input
        placeholder={words("zone.search")}
        className="h-11 w-full border-b border-line bg-transparent px-4 text-base outline-none placeholder:text-ink-faint sm:text-sm"
      />
      <Command.List className="max-h-64 overflow-y-auto p-1" label={words("zone.label")}>
        <Command.Empty className="px-3 py-6 text-center text-sm text-ink-muted">
          {words("zone.none")}
        </Command.Empty>
        {zones.map((zone) => (
          <Command.Item
            key={zone}
            value={zoneName(zone)}
            onSelect={() => onChoose(zone)}
            className="cursor-default rounded-md px-3 py-1.5 text-sm data-[selected=true]:bg-pressed"
          >
            {zoneName(zone)}
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}

interface ZonePickerProps {
  value: string;
  onChange: (zone: string) => void;
}

/** The list of zones under its button, open from the start. */
export default function ZonePicker({ value, onChange }: ZonePickerProps) {
  const words = useUiWords();
  const [open, setOpen] = useState(true);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <ZoneButton zone={value} />
      </PopoverTrigger>
      <PopoverContent className="p-0" align="start" aria-label={words("zone.label")}>
        <ZoneList
          onChoose={(zone) => {
            onChange(zone);
            setOpen(false);
          }}
        />
      </PopoverContent>
    </Popover>
  );
}
