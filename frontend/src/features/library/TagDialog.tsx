import { useState } from "react";

import { Button } from "@/components/ui/button";
import { Dialog, DialogRoot } from "@/components/ui/dialog";
import { ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { Media } from "@/lib/api/contract";
import { useTagMedia } from "@/lib/api/media";
import { useLibraryWords } from "@/lib/strings/en/library";

const listOf = (text: string) =>
  text
    .split(",")
    .map((tag) => tag.trim())
    .filter(Boolean);

/** Gives tags to several files, and takes away those that they have. */
export default function TagDialog({ chosen, onClose }: { chosen: Media[]; onClose: () => void }) {
  const words = useLibraryWords();
  const tag = useTagMedia();
  const [text, setText] = useState("");
  const [dropped, setDropped] = useState<string[]>([]);
  const present = [...new Set(chosen.flatMap(({ tags }) => tags))].sort();
  const add = listOf(text);
  const save = () =>
    tag.mutate(
      { ids: chosen.map(({ id }) => id), add, drop: dropped },
      {
        onSuccess: () => {
          toast.done(words("several.tagged", { count: chosen.length }));
          onClose();
        },
      },
    );
  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Dialog
        title={words("several.tagTitle", { count: chosen.length })}
        footer={
          <Button
            variant="primary"
            busy={tag.isPending}
            disabled={add.length + dropped.length === 0}
            onClick={save}
          >
            {words("file.save")}
          </Button>
        }
      >
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (add.length + dropped.length > 0) save();
          }}
        >
          <Field label={words("several.add")} hint={words("file.tagsHint")}>
            <Input value={text} onChange={(event) => setText(event.target.value)} />
          </Field>
          {present.length > 0 && (
            <fieldset className="flex flex-col gap-2">
              <legend className="mb-2 text-sm font-medium">{words("several.drop")}</legend>
              <div className="flex flex-wrap gap-2">
                {present.map((name) => {
                  const on = dropped.includes(name);
                  return (
                    <Button
                      key={name}
                      type="button"
                      size="sm"
                      aria-pressed={on}
                      className={on ? "text-ink-faint line-through" : undefined}
                      onClick={() =>
                        setDropped((all) => (on ? all.filter((one) => one !== name) : [...all, name]))
                      }
                    >
                      {name}
                    </Button>
                  );
                })}
              </div>
            </fieldset>
          )}
          <ProblemNote error={tag.error} />
        </form>
      </Dialog>
    </DialogRoot>
  );
}
