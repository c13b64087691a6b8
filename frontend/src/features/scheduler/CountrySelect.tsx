import { lazy } from "react";

import { OnDemand } from "@/components/ui/on-demand";

import { CountryButton } from "./CountryButton";

const load = () => import("./CountryPicker");
const CountryPicker = lazy(load);

interface CountrySelectProps {
  /** The code of a country, or empty for none. */
  value: string;
  onChange: (country: string) => void;
}

/** A country whose holidays are known, found by its name. Use inside `Field`. */
export function CountrySelect({ value, onChange }: CountrySelectProps) {
  return (
    <OnDemand load={load} trigger={(props) => <CountryButton country={value} {...props} />}>
      <CountryPicker value={value} onChange={onChange} />
    </OnDemand>
  );
}
