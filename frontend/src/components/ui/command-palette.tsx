import { Command } from "cmdk";
import type { LucideIcon } from "lucide-react";
import { Dialog } from "radix-ui";

import { useAppWords } from "@/lib/strings/en/app";

import { Kbd } from "./kbd";
import { useReturnFocus } from "./return-focus";

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

const groupStyle =
  "[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-2 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-faint";

function PaletteItem({ label, icon: Icon, keys, run }: PaletteCommand) {
  return (
    <Command.Item
      value={label}
      onSelect={run}
      className="flex cursor-default items-center gap-3 rounded-md px-3 py-2 text-sm data-[selected=true]:bg-pressed"
    >
      <Icon aria-hidden className="size-4 text-ink-faint" />
      <span className="flex-1">{label}</span>
      {keys?.map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
    </Command.Item>
  );
}

/** Every page and action, found by typing (Ctrl/⌘ K). */
export default function CommandPalette({ open, onOpenChange, groups }: CommandPaletteProps) {
  const words = useAppWords();
  const returnFocus = useReturnFocus();
  const closeThen = (run: () => void) => () => {
    onOpenChange(false);
    run();
  };
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Dialog.Content
          {...returnFocus}
          aria-describedby={undefined}
          className="fixed inset-x-4 top-[12dvh] z-50 mx-auto max-w-xl animate-rise overflow-hidden rounded-xl border border-line bg-raised shadow-lg outline-none"
        >
          <Dialog.Title className="sr-only">{words("palette.title")}</Dialog.Title>
          <Command loop label={words("palette.title")}>
            <Command.Input
              placeholder={words("palette.placeholder")}
              className="h-14 w-full border-b border-line bg-transparent px-5 text-base outline-none placeholder:text-ink-faint"
            />
            <Command.List className="max-h-[50dvh] overflow-y-auto p-2" label={words("palette.title")}>
              <Command.Empty className="px-3 py-8 text-center text-sm text-ink-muted">
                {words("palette.empty")}
              </Command.Empty>
              {groups.map(({ heading, commands }) => (
                <Command.Group key={heading} heading={heading} className={groupStyle}>
                  {commands.map((command) => (
                    <PaletteItem key={command.id} {...command} run={closeThen(command.run)} />
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
