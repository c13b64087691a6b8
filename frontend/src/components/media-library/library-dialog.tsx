import { useState } from "react";

import { Button } from "@/components/ui/button";
import { DialogRoot, Sheet } from "@/components/ui/dialog";
import type { Media } from "@/lib/api/contract";
import { anyMedia } from "@/lib/api/media";
import { useSettled } from "@/lib/debounce";
import { useLibraryWords } from "@/lib/strings/en/library";

import { LibraryGrid } from "./library-grid";
import { LibraryTools } from "./library-tools";

interface LibraryDialogProps {
  onPick: (media: Media[]) => void;
  onClose: () => void;
}

const pause = 250;

/** Chooses files that were uploaded before. */
export default function LibraryDialog({ onPick, onClose }: LibraryDialogProps) {
  const words = useLibraryWords();
  const [filter, setFilter] = useState(anyMedia);
  const [chosen, setChosen] = useState<Media[]>([]);
  const settled = useSettled(filter, pause);
  const toggle = (media: Media) =>
    setChosen((all) =>
      all.some(({ id }) => id === media.id) ? all.filter(({ id }) => id !== media.id) : [...all, media],
    );
  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Sheet
        title={words("pick")}
        detail={words("pickDetail")}
        footer={
          <Button
            variant="primary"
            disabled={chosen.length === 0}
            onClick={() => {
              onPick(chosen);
              onClose();
            }}
          >
            {chosen.length === 0 ? words("addNone") : words("add", { count: chosen.length })}
          </Button>
        }
      >
        <div className="flex flex-col gap-4">
          <LibraryTools value={filter} onChange={setFilter} />
          <LibraryGrid
            filter={settled}
            chosen={chosen}
            onPress={toggle}
            onClear={() => setFilter(anyMedia)}
          />
        </div>
      </Sheet>
    </DialogRoot>
  );
}
