import { useEffect, useId, useRef, useState } from "react";

import { LabelFields } from "@/components/label-fields";
import { TextList } from "@/components/text-list";
import { Button } from "@/components/ui/button";
import { ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { Category, Evergreen, Labelling } from "@/lib/api/contract";
import { toProblem } from "@/lib/api/problem";
import { useChangeEvergreen, useMarkEvergreen } from "@/lib/api/queues";
import { useQueueWords } from "@/lib/strings/en/queues";

const textsMost = 20;

interface EvergreenFormProps {
  category: Category;
  /** The one to change; null writes a new one. */
  evergreen: Evergreen | null;
  onDone: () => void;
}

const unlabelled: Labelling = { tags: [], campaign_id: null };

/** What an evergreen post says, its variations, and the labels that its posts begin with. */
export function EvergreenForm({ category, evergreen, onDone }: EvergreenFormProps) {
  const words = useQueueWords();
  const id = useId();
  const mark = useMarkEvergreen();
  const change = useChangeEvergreen();
  const [text, setText] = useState(evergreen?.text ?? "");
  const [texts, setTexts] = useState(evergreen?.texts ?? []);
  // Labels that nobody touched stay those of what the post repeats.
  const [labels, setLabels] = useState<Labelling>();
  const first = useRef<HTMLTextAreaElement>(null);
  useEffect(() => first.current?.focus(), []);
  const error = mark.error ?? change.error;
  const refused = error ? toProblem(error).fields : [];
  const told = (field: string) => refused.find((one) => one.field === field)?.message;
  const placed = refused.some(({ field }) => field === "text" || field.startsWith("texts."));

  const submit = () => {
    const done = {
      onSuccess: () => {
        toast.done(words("evergreen.saved"));
        onDone();
      },
    };
    if (evergreen) change.mutate({ evergreen, text, texts, labels }, done);
    else mark.mutate({ category: category.id, text, texts, labels }, done);
  };

  return (
    <form
      id={id}
      noValidate
      className="grid gap-4 pb-1"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field label={words("evergreen.text")} error={told("text")}>
        <Textarea
          ref={first}
          dir="auto"
          rows={4}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <p className="text-xs text-ink-muted">{words("evergreen.variationsHint")}</p>
      <TextList
        className="gap-4"
        texts={texts}
        most={textsMost}
        label={(place) => words("evergreen.variation", { number: place + 1 })}
        removeLabel={(place) => words("evergreen.removeVariation", { number: place + 1 })}
        addLabel={words("evergreen.addVariation")}
        error={(place) => told(`texts.${place}`)}
        onChange={setTexts}
      />
      <LabelFields
        labels={labels ?? evergreen?.labels ?? unlabelled}
        tagsHint={words("evergreen.tagsHint")}
        onChange={setLabels}
      />
      {!placed && <ProblemNote error={error} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onDone}>{words("evergreen.back")}</Button>
        <Button type="submit" variant="primary" busy={mark.isPending || change.isPending}>
          {words("evergreen.save")}
        </Button>
      </div>
    </form>
  );
}
