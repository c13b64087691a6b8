import { lazy, type ReactNode } from "react";

import { useFieldWiring } from "./field";
import { OnDemand } from "./on-demand";
import { SelectButton } from "./select-button";

const load = () => import("./select-list");
const SelectList = lazy(load);

export interface SelectOption {
  value: string;
  label: ReactNode;
  disabled?: boolean;
}

export interface SelectProps {
  options: SelectOption[];
  value: string | undefined;
  onChange: (value: string) => void;
  placeholder?: string;
  disabled?: boolean;
  className?: string;
  "aria-label"?: string;
}

/** One of several, chosen from a list. Use inside `Field`, or with an `aria-label`. */
export function Select(props: SelectProps) {
  const { options, value, placeholder, disabled, className } = props;
  const wiring = useFieldWiring({});
  const chosen = options.find((option) => option.value === value);
  return (
    <OnDemand
      load={load}
      trigger={(press) => (
        <SelectButton
          className={className}
          disabled={disabled}
          aria-label={props["aria-label"]}
          {...wiring}
          {...press}
        >
          {chosen?.label ?? placeholder}
        </SelectButton>
      )}
    >
      <SelectList {...props} />
    </OnDemand>
  );
}
