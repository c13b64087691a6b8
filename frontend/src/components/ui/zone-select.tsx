import { Command } from "cmdk";
import { ChevronsUpDown } from "lucide-react";
import { useMemo, useState } from "react";

import { cn } from "@/lib/cn";
import { useUiWords } from "@/lib/strings/en/ui";
import { allZones, zoneOffset } from "@/lib/time";

import { useFieldWiring } from "./field";
import { controlStyle } from "./input";
import { Popover, PopoverContent, PopoverTrigger } from "./popover";

interface ZoneSelectProps {
  value: string;
  onChange: (zone: string) => void;
}

const readable = (zone: string) => zone.replaceAll("_", " ");

/** Any IANA time zone, found by typing. Use inside `Field`. */
export function ZoneSelect({ value, onChange }: ZoneSelectProps) {
  const words = useUiWords();
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        className={cn(controlStyle, "flex h-10 items-center justify-between gap-2 text-left")}
        {...useFieldWiring({})}
      >
        <span className="truncate">
          {readable(value)} <span className="text-ink-faint">{zoneOffset(value)}</span>
        </span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-faint" />
      </PopoverTrigger>
      <PopoverContent className="p-0" align="start">
        <ZoneList
          label={words("zone.label")}
          onChoose={(zone) => {
            onChange(zone);
            setOpen(false);
          }}
        />
      </PopoverContent>
    </Popover>
  );
}

function ZoneList({ label, onChoose }: { label: string; onChoose: (zone: string) => void }) {
  const words = useUiWords();
  const zones = useMemo(() => allZones(), []);
  return (
    <Command label={label}>
      <Command.Input
        placeholder={words("zone.search")}
        className="h-11 w-full border-b border-line bg-transparent px-4 text-sm outline-none placeholder:text-ink-faint"
      />
      <Command.List className="max-h-64 overflow-y-auto p-1" label={label}>
        <Command.Empty className="px-3 py-6 text-center text-sm text-ink-muted">{words("zone.none")}</Command.Empty>
        {zones.map((zone) => (
          <Command.Item
            key={zone}
            value={readable(zone)}
            onSelect={() => onChoose(zone)}
            className="cursor-default rounded-md px-3 py-1.5 text-sm data-[selected=true]:bg-sunken"
          >
            {readable(zone)}
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}
