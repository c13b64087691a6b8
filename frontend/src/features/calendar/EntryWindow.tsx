import { DialogRoot, Sheet } from "@/components/ui/dialog";
import { Popover, PopoverAnchor, PopoverContent } from "@/components/ui/popover";
import { useUiWords } from "@/lib/strings/en/ui";

import type { Entry } from "./entries";
import { EntryActions } from "./EntryActions";
import { EntryDetails } from "./EntryDetails";

export interface Opened {
  entry: Entry;
  element: HTMLElement;
}

interface EntryWindowProps {
  opened: Opened;
  narrow: boolean;
  onClose: () => void;
  onMove: () => void;
  onTakeOff: () => void;
}

/** An entry's details: beside it where there is room, from the bottom edge on a phone. */
export default function EntryWindow({ opened, narrow, onClose, ...actions }: EntryWindowProps) {
  const ui = useUiWords();
  const onOpenChange = (open: boolean) => {
    if (!open) onClose();
  };
  const details = <EntryDetails entry={opened.entry} />;
  if (narrow) {
    return (
      <DialogRoot open onOpenChange={onOpenChange}>
        <Sheet
          title={ui(`state.${opened.entry.state}`)}
          footer={<EntryActions entry={opened.entry} large {...actions} />}
        >
          {details}
        </Sheet>
      </DialogRoot>
    );
  }
  return (
    <Popover open onOpenChange={onOpenChange}>
      <PopoverAnchor virtualRef={{ current: opened.element }} />
      <PopoverContent
        align="start"
        className="w-96"
        aria-label={ui(`state.${opened.entry.state}`)}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          opened.element.focus();
        }}
      >
        <div className="flex flex-col gap-3">
          {details}
          <EntryActions entry={opened.entry} {...actions} />
        </div>
      </PopoverContent>
    </Popover>
  );
}
