import { Command } from "cmdk";
import { useState, type ComponentProps, type ReactElement } from "react";

import { Popover, PopoverContent, PopoverTrigger } from "./popover";

export interface Choice {
  value: string;
  /** What is shown, and what is searched. */
  name: string;
  /** Found by these, too. */
  keywords?: string[];
}

interface SearchedListProps {
  label: string;
  placeholder: string;
  /** Said where nothing fits what was typed. */
  none: string;
  choices: Choice[];
  onChoose: (value: string) => void;
  filter?: ComponentProps<typeof Command>["filter"];
}

/** A long list that is searched by typing. */
export function SearchedList({ label, placeholder, none, choices, onChoose, filter }: SearchedListProps) {
  return (
    <Command label={label} filter={filter}>
      <Command.Input
        placeholder={placeholder}
        className="h-11 w-full border-b border-line bg-transparent px-4 text-base outline-none placeholder:text-ink-faint sm:text-sm"
      />
      <Command.List className="max-h-64 overflow-y-auto p-1" label={label}>
        <Command.Empty className="px-3 py-6 text-center text-sm text-ink-muted">{none}</Command.Empty>
        {choices.map(({ value, name, keywords }) => (
          <Command.Item
            key={value}
            value={name}
            keywords={keywords}
            onSelect={() => onChoose(value)}
            className="cursor-default rounded-md px-3 py-1.5 text-sm data-[selected=true]:bg-pressed"
          >
            {name}
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}

interface PickerPopoverProps {
  label: string;
  button: ReactElement;
  onChange: (value: string) => void;
  /** The list, which is told what to do with the choice. */
  children: (choose: (value: string) => void) => ReactElement;
}

/** A list under its button, open from the start; a choice closes it. */
export function PickerPopover({ label, button, onChange, children }: PickerPopoverProps) {
  const [open, setOpen] = useState(true);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>{button}</PopoverTrigger>
      <PopoverContent className="p-0" align="start" aria-label={label}>
        {children((value) => {
          onChange(value);
          setOpen(false);
        })}
      </PopoverContent>
    </Popover>
  );
}
