import { useState } from "react";

import { WhenFields } from "@/components/when-fields";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogRoot } from "@/components/ui/dialog";
import type { When } from "@/lib/api/posts";
import { useZone } from "@/lib/api/user";
import { usePostWords } from "@/lib/strings/en/posts";
import { useUiWords } from "@/lib/strings/en/ui";

import type { Entry } from "./entries";

interface MoveDialogProps {
  entry: Entry;
  onClose: () => void;
  onMove: (when: When) => void;
}

/** Moves a post without a mouse. */
export default function MoveDialog({ entry, onClose, onMove }: MoveDialogProps) {
  const posts = usePostWords();
  const ui = useUiWords();
  const zone = useZone();
  const [when, setWhen] = useState<When>({ local: entry.local, zone });
  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Dialog
        title={posts("move.title")}
        detail={posts("move.detail")}
        footer={
          <>
            <DialogClose asChild>
              <Button>{ui("cancel")}</Button>
            </DialogClose>
            <Button
              variant="primary"
              disabled={!when.local}
              onClick={() => {
                onMove(when);
                onClose();
              }}
            >
              {posts("move.confirm")}
            </Button>
          </>
        }
      >
        <WhenFields label={posts("move.label")} value={when} onChange={setWhen} />
      </Dialog>
    </DialogRoot>
  );
}
