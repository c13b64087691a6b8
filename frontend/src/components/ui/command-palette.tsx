import { Command } from "cmdk";
import type { LucideIcon } from "lucide-react";

import { useAppWords } from "@/lib/strings/en/app";

import { Kbd } from "./kbd";

export interface PaletteCommand {
  id: string;
  label: string;
  icon: LucideIcon;
  keys?: string[];
  run: () => void;
}

interface CommandPaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  groups: { heading: string; commands: PaletteCommand[] }[];
}

/** Every page and action, found by typing (Ctrl/⌘ K). */
export default function CommandPalette({ open, onOpenChange, groups }: CommandPaletteProps) {
  const words = useAppWords();
  return (
    <Command.Dialog
      open={open}
      onOpenChange={onOpenChange}
      label={words("palette.title")}
      loop
      overlayClassName="fixed inset-0 z-40 animate-fade bg-scrim"
      contentClassName="fixed inset-x-4 top-[12dvh] z-50 mx-auto max-w-xl animate-rise overflow-hidden rounded-xl border border-line bg-raised shadow-lg"
    >
      <Command.Input
        placeholder={words("palette.placeholder")}
        className="h-14 w-full border-b border-line bg-transparent px-5 text-base outline-none placeholder:text-ink-faint"
      />
      <Command.List className="max-h-[50dvh] overflow-y-auto p-2" label={words("palette.title")}>
        <Command.Empty className="px-3 py-8 text-center text-sm text-ink-muted">
          {words("palette.empty")}
        </Command.Empty>
        {groups.map(({ heading, commands }) => (
          <Command.Group
            key={heading}
            heading={heading}
            className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-2 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-faint"
          >
            {commands.map(({ id, label, icon: Icon, keys, run }) => (
              <Command.Item
                key={id}
                value={label}
                onSelect={() => {
                  onOpenChange(false);
                  run();
                }}
                className="flex cursor-default items-center gap-3 rounded-md px-3 py-2 text-sm data-[selected=true]:bg-sunken"
              >
                <Icon aria-hidden className="size-4 text-ink-faint" />
                <span className="flex-1">{label}</span>
                {keys?.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command.Dialog>
  );
}
