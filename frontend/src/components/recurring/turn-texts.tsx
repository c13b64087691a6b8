import { TextList } from "@/components/text-list";
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
      <TextList
        texts={texts}
        most={most}
        label={(place) => words("form.textNumber", { number: place + 2 })}
        removeLabel={(place) => words("form.removeText", { number: place + 2 })}
        addLabel={words("form.addText")}
        error={error}
        onChange={onChange}
      />
      {texts.length >= most && <p className="text-xs text-ink-faint">{words("form.full")}</p>}
    </div>
  );
}
