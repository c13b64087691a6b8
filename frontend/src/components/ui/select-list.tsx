import { Check } from "lucide-react";
import { Select as Radix } from "radix-ui";

import { cn } from "@/lib/cn";

import { useFieldWiring } from "./field";
import type { SelectProps } from "./select";
import { SelectFace, selectStyle } from "./select-button";

/** The select with its list, open from the start. */
export default function SelectList({
  options,
  value,
  onChange,
  placeholder,
  className,
  ...props
}: SelectProps) {
  return (
    <Radix.Root defaultOpen value={value} onValueChange={onChange} disabled={props.disabled}>
      <Radix.Trigger
        className={cn(selectStyle, className)}
        aria-label={props["aria-label"]}
        {...useFieldWiring({})}
      >
        <SelectFace>
          <Radix.Value placeholder={placeholder} />
        </SelectFace>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) animate-rise overflow-hidden rounded-lg border border-line bg-raised shadow-md"
        >
          <Radix.Viewport className="p-1">
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className="flex cursor-default items-center gap-2 rounded-md py-1.5 pr-8 pl-3 text-sm outline-none select-none data-disabled:text-ink-faint data-highlighted:bg-pressed"
              >
                <Radix.ItemText>{option.label}</Radix.ItemText>
                <Radix.ItemIndicator className="absolute right-3">
                  <Check aria-hidden className="size-4 text-accent-text" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
