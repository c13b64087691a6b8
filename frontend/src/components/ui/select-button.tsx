import { ChevronDown } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";

import { cn } from "@/lib/cn";

import { controlStyle } from "./input";

export const selectStyle = cn(controlStyle, "flex h-10 items-center justify-between gap-2 text-left");

export function SelectFace({ children }: { children: ReactNode }) {
  return (
    <>
      <span className="truncate">{children}</span>
      <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-faint" />
    </>
  );
}

interface SelectButtonProps extends Omit<ComponentProps<"button">, "onClick"> {
  onClick: () => void;
}

/** Looks and speaks like a select that is closed; its list is fetched by whoever gets the press. */
export function SelectButton({ className, children, onClick, ...props }: SelectButtonProps) {
  return (
    <button
      type="button"
      // The list does not exist before the first press, so there is none to point to.
      // eslint-disable-next-line jsx-a11y/role-has-required-aria-props
      role="combobox"
      aria-expanded={false}
      aria-haspopup="listbox"
      className={cn(selectStyle, className)}
      onClick={onClick}
      onKeyDown={(event) => {
        if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
        event.preventDefault();
        onClick();
      }}
      {...props}
    >
      <SelectFace>{children}</SelectFace>
    </button>
  );
}
