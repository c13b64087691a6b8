import { Plus, X } from "lucide-react";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { useRecurringWords } from "@/lib/strings/en/recurring";

const most = 50;

interface TurnTextsProps {
  texts: string[];
  /** What is wrong with the one at a place. */
  error: (place: number) => string | undefined;
  onChange: (texts: string[]) => void;
}

/** The further texts that take turns with the post's own. */
export function TurnTexts({ texts, error, onChange }: TurnTextsProps) {
  const words = useRecurringWords();
  return (
    <div className="flex flex-col gap-3">
      {texts.map((text, place) => (
        // They have no identity but their place.
        <div key={place} className="flex items-start gap-1">
          <Field
            className="flex-1"
            label={words("form.textNumber", { number: place + 2 })}
            error={error(place)}
          >
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
            aria-label={words("form.removeText", { number: place + 2 })}
            onClick={() => onChange(texts.filter((_, index) => index !== place))}
          >
            <X aria-hidden />
          </Button>
        </div>
      ))}
      {texts.length < most ? (
        <Button size="sm" className="self-start" onClick={() => onChange([...texts, ""])}>
          <Plus aria-hidden />
          {words("form.addText")}
        </Button>
      ) : (
        <p className="text-xs text-ink-faint">{words("form.full")}</p>
      )}
    </div>
  );
}
