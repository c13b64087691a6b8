import { ProblemNote } from "@/components/ui/error-state";
import { PickerPopover, SearchedList } from "@/components/ui/searched-list";
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

function CountryList({ onChoose }: { onChoose: (country: string) => void }) {
  const words = useSchedulerWords();
  const { data, error } = useHolidayCountries();
  if (error) return <ProblemNote error={error} className="m-3" />;
  const countries = byName(data ?? []).map(({ code, name }) => ({ value: code, name, keywords: [code] }));
  return (
    <SearchedList
      label={words("holidays")}
      placeholder={words("holidaysFind")}
      none={words("holidaysUnknown")}
      choices={[{ value: "", name: words("holidaysNone") }, ...countries]}
      onChoose={onChoose}
      filter={fits}
    />
  );
}

interface CountryPickerProps {
  value: string;
  onChange: (country: string) => void;
}

/** The list of countries under its button, open from the start. */
export default function CountryPicker({ value, onChange }: CountryPickerProps) {
  const words = useSchedulerWords();
  return (
    <PickerPopover label={words("holidays")} button={<CountryButton country={value} />} onChange={onChange}>
      {(choose) => <CountryList onChoose={choose} />}
    </PickerPopover>
  );
}
