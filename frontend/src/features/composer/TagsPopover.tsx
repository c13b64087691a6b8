import { useState, type ReactNode } from "react";

import { KnownTags } from "@/components/known-tags";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { asTag, tagLengthMost, tagsMost, useTags } from "@/lib/api/labels";
import { useLabelWords } from "@/lib/strings/en/labels";

interface TagsPopoverProps {
  tags: string[];
  onChange: (tags: string[]) => void;
  onClose: () => void;
  /** The button that it hangs on. */
  children: ReactNode;
}

const offered = 12;

/** Adds tags: typed, or of those in use. */
export default function TagsPopover({ tags, onChange, onClose, children }: TagsPopoverProps) {
  const words = useLabelWords();
  const known = useTags().data ?? [];
  const [typed, setTyped] = useState("");
  const full = tags.length >= tagsMost;
  const tag = asTag(typed);
  const fitting = known.filter(({ name }) => !tags.includes(name) && name.includes(tag)).slice(0, offered);

  const add = (names: string[]) => {
    const next = [...new Set([...tags, ...names.map(asTag).filter(Boolean)])].slice(0, tagsMost);
    setTyped("");
    if (next.length > tags.length) onChange(next);
  };

  return (
    <Popover open onOpenChange={(open) => !open && onClose()}>
      <PopoverTrigger asChild>{children}</PopoverTrigger>
      <PopoverContent align="start" aria-label={words("tags")}>
        <form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            event.stopPropagation();
            add(typed.split(","));
          }}
        >
          <Field label={words("newTag")} hint={full ? words("full", { most: tagsMost }) : words("tagsHint")}>
            <div className="flex gap-2">
              <TagInput value={typed} disabled={full} onChange={setTyped} />
              <Button type="submit" className="h-10" disabled={!tag || full}>
                {words("add")}
              </Button>
            </div>
          </Field>
          <KnownTags
            label={words("known")}
            names={full ? [] : fitting.map(({ name }) => name)}
            onChoose={(name) => add([name])}
          />
        </form>
      </PopoverContent>
    </Popover>
  );
}

function TagInput({
  value,
  disabled,
  onChange,
}: {
  value: string;
  disabled: boolean;
  onChange: (value: string) => void;
}) {
  return (
    <Input
      value={value}
      disabled={disabled}
      maxLength={tagLengthMost * 4}
      autoComplete="off"
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
