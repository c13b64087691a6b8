import { Command } from "cmdk";
import { useState } from "react";

import { ProblemNote } from "@/components/ui/error-state";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { useHolidayCountries } from "@/lib/api/automation";
import { useSchedulerWords } from "@/lib/strings/en/scheduler";

import { byName } from "./countries";
import { CountryButton } from "./CountryButton";

/** Names that hold what was typed, and the country whose code it is. */
function fits(name: string, typed: string, codes: string[] = []): number {
  const wanted = typed.trim().toLocaleLowerCase();
  if (codes.some((code) => code.toLocaleLowerCase() === wanted)) return 1;
  const at = name.toLocaleLowerCase().indexOf(wanted);
  return at < 0 ? 0 : at === 0 ? 0.9 : 0.5;
}

const itemStyle = "cursor-default rounded-md px-3 py-1.5 text-sm data-[selected=true]:bg-pressed";

function CountryList({ onChoose }: { onChoose: (country: string) => void }) {
  const words = useSchedulerWords();
  const { data, error } = useHolidayCountries();
  if (error) return <ProblemNote error={error} className="m-3" />;
  return (
    <Command label={words("holidays")} filter={fits}>
      <Command.Input
        placeholder={words("holidaysFind")}
        className="h-11 w-full border-b border-line bg-transparent px-4 text-base outline-none placeholder:text-ink-faint sm:text-sm"
      />
      <Command.List className="max-h-64 overflow-y-auto p-1" label={words("holidays")}>
        <Command.Empty className="px-3 py-6 text-center text-sm text-ink-muted">
          {words("holidaysUnknown")}
        </Command.Empty>
        <Command.Item value={words("holidaysNone")} onSelect={() => onChoose("")} className={itemStyle}>
          {words("holidaysNone")}
        </Command.Item>
        {byName(data ?? []).map(({ code, name }) => (
          <Command.Item
            key={code}
            value={name}
            keywords={[code]}
            onSelect={() => onChoose(code)}
            className={itemStyle}
          >
            {name}
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}

interface CountryPickerProps {
  value: string;
  onChange: (country: string) => void;
}

/** The list of countries under its button, open from the start. */
export default function CountryPicker({ value, onChange }: CountryPickerProps) {
  const words = useSchedulerWords();
  const [open, setOpen] = useState(true);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <CountryButton country={value} />
      </PopoverTrigger>
      <PopoverContent className="p-0" align="start" aria-label={words("holidays")}>
        <CountryList
          onChoose={(country) => {
            onChange(country);
            setOpen(false);
          }}
        />
      </PopoverContent>
    </Popover>
  );
}
