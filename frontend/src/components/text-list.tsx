import { Plus, X } from "lucide-react";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { cn } from "@/lib/cn";

interface TextListProps {
  texts: string[];
  /** No more are offered from here on. */
  most: number;
  /** What each is called, by its place. */
  label: (place: number) => string;
  removeLabel: (place: number) => string;
  addLabel: string;
  /** What is wrong with the one at a place. */
  error: (place: number) => string | undefined;
  onChange: (texts: string[]) => void;
  className?: string;
}

/** Any number of texts, each in a field of its own. */
export function TextList(props: TextListProps) {
  const { texts, most, label, removeLabel, addLabel, error, onChange, className } = props;
  return (
    <div className={cn("flex flex-col gap-3", className)}>
      {texts.map((text, place) => (
        // They have no identity but their place.
        <div key={place} className="flex items-start gap-1">
          <Field className="flex-1" label={label(place)} error={error(place)}>
            <Textarea
              dir="auto"
              rows={3}
              value={text}
              onChange={(event) =>
                onChange(texts.map((one, index) => (index === place ? event.target.value : one)))
              }
            />
          </Field>
          <Button
            size="icon-sm"
            variant="ghost"
            className="mt-6"
            aria-label={removeLabel(place)}
            onClick={() => onChange(texts.filter((_, index) => index !== place))}
          >
            <X aria-hidden />
          </Button>
        </div>
      ))}
      {texts.length < most && (
        <Button size="sm" className="self-start" onClick={() => onChange([...texts, ""])}>
          <Plus aria-hidden />
          {addLabel}
        </Button>
      )}
    </div>
  );
}
