import { useEffect, useId, useRef, useState, type SyntheticEvent } from "react";

import { Button } from "@/components/ui/button";
import { Dialog, DialogRoot } from "@/components/ui/dialog";
import { ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { useDeleteNote, useKeepNote, type NoteWriting } from "@/lib/api/notes";
import { cn } from "@/lib/cn";
import { useCalendarWords } from "@/lib/strings/en/calendar";
import { useUiWords } from "@/lib/strings/en/ui";

import { isDay } from "./days";
import { colours, forgetUnsaved, keepUnsaved, looks, writingOf, type OpenedNote } from "./notes";

const textMost = 500;

interface ColourFieldProps {
  value: NoteWriting["colour"];
  onChange: (colour: NoteWriting["colour"]) => void;
}

function ColourField({ value, onChange }: ColourFieldProps) {
  const words = useCalendarWords();
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{words("note.colour")}</legend>
      <div className="flex flex-wrap gap-1.5">
        {colours.map((colour) => (
          <label
            key={colour}
            className="flex min-h-9 cursor-pointer items-center gap-1.5 rounded-md border border-line px-2 text-sm has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name={name}
              value={colour}
              checked={value === colour}
              onChange={() => onChange(colour)}
              className="sr-only"
            />
            <span aria-hidden className={cn("size-3.5 rounded-full", looks[colour].swatch)} />
            {words(`note.${colour}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function useDeleting(opened: OpenedNote, onClose: () => void) {
  const words = useCalendarWords();
  const ui = useUiWords();
  const { mutate: keep } = useKeepNote();
  const deleting = useDeleteNote();
  const remove = () => {
    if (!("note" in opened)) return;
    const { day, text, colour } = opened.note;
    deleting.mutate(opened.note, {
      onSuccess: () => {
        forgetUnsaved(opened);
        onClose();
        toast.undo(words("note.deleted"), ui("undo"), () =>
          keep({ writing: { day, text, colour }, note: null }, { onError: toast.problem }),
        );
      },
    });
  };
  return { remove, removing: deleting.isPending, error: deleting.error };
}

interface NoteDialogProps {
  opened: OpenedNote;
  onClose: () => void;
}

/** Writes, changes or deletes a note of the calendar. What is typed stays until it is saved or given up. */
export default function NoteDialog({ opened, onClose }: NoteDialogProps) {
  const words = useCalendarWords();
  const ui = useUiWords();
  const form = useId();
  const [writing, setWriting] = useState(() => writingOf(opened));
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const keeping = useKeepNote();
  const { remove, removing, error } = useDeleting(opened, onClose);
  const note = "note" in opened ? opened.note : null;
  const ready = writing.text.trim() !== "" && isDay(writing.day);
  const change = (changes: Partial<NoteWriting>) => {
    const next = { ...writing, ...changes };
    setWriting(next);
    keepUnsaved(opened, next);
  };
  const giveUp = () => {
    forgetUnsaved(opened);
    onClose();
  };
  const save = (event: SyntheticEvent) => {
    event.preventDefault();
    if (ready) keeping.mutate({ writing, note }, { onSuccess: giveUp });
  };
  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Dialog
        title={words(note ? "note.edit" : "note.new")}
        detail={words("note.detail")}
        footer={
          <>
            {note && (
              <Button variant="ghost" className="mr-auto text-bad-text" busy={removing} onClick={remove}>
                {words("note.delete")}
              </Button>
            )}
            <Button onClick={giveUp}>{ui("cancel")}</Button>
            <Button type="submit" form={form} variant="primary" disabled={!ready} busy={keeping.isPending}>
              {words("note.save")}
            </Button>
          </>
        }
      >
        <form id={form} onSubmit={save} className="flex flex-col gap-4">
          <ProblemNote error={keeping.error ?? error} />
          <Field label={words("note.text")} hint={words("note.textHint")}>
            <Textarea
              ref={field}
              dir="auto"
              rows={3}
              maxLength={textMost}
              value={writing.text}
              onChange={({ target }) => change({ text: target.value })}
              onKeyDown={(event) => {
                if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save(event);
              }}
            />
          </Field>
          <Field label={words("note.day")}>
            <Input
              type="date"
              required
              value={writing.day}
              onChange={({ target }) => change({ day: target.value })}
            />
          </Field>
          <ColourField value={writing.colour} onChange={(colour) => change({ colour })} />
        </form>
      </Dialog>
    </DialogRoot>
  );
}
