import { useState, type SubmitEvent } from "react";
import { Link } from "react-router";

import { Button } from "@/components/ui/button";
import { ErrorState, Note } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { Segmented } from "@/components/ui/segmented";
import { useDrawPicture, type DrawingWish } from "@/lib/api/cards";
import type { Media } from "@/lib/api/contract";
import { useEngines } from "@/lib/api/generation";
import { usePictureWords } from "@/lib/strings/en/pictures";

import { ProblemLine } from "./problem-line";

const shapes: DrawingWish["shape"][] = ["square", "wide", "tall"];

/** A picture that a model draws from a description. */
export function DrawingMaker({ text, onMade }: { text: string; onMade: (media: Media) => void }) {
  const words = usePictureWords();
  const engines = useEngines();
  const draw = useDrawPicture();
  const [wish, setWish] = useState<DrawingWish>({ prompt: text, shape: "square", alt: "" });
  const openai = engines.data?.engines.find(({ key }) => key === "openai");
  if (engines.isError) return <ErrorState error={engines.error} onRetry={() => void engines.refetch()} />;
  if (!engines.data) {
    return (
      <Loading>
        <Skeleton className="h-40" />
      </Loading>
    );
  }
  if (!openai?.key_source) {
    return (
      <Note title={words("noKey")}>
        <Link to="/settings#models" className="text-accent-text underline underline-offset-4">
          {words("toKey")}
        </Link>
      </Note>
    );
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    draw.mutate(wish, { onSuccess: onMade });
  };
  return (
    <form className="flex flex-col gap-4" onSubmit={submit}>
      <Field label={words("prompt")} hint={words("promptHint")}>
        <Textarea
          dir="auto"
          maxLength={4_000}
          value={wish.prompt}
          onChange={(event) => setWish({ ...wish, prompt: event.target.value })}
        />
      </Field>
      <Segmented
        label={words("shape")}
        value={wish.shape}
        options={shapes.map((value) => ({ value, label: words(`shapes.${value}`) }))}
        onChange={(shape) => setWish({ ...wish, shape })}
      />
      <Field label={words("alt")} hint={words("altHint")} optional>
        <Input
          dir="auto"
          value={wish.alt}
          onChange={(event) => setWish({ ...wish, alt: event.target.value })}
        />
      </Field>
      <ProblemLine error={draw.error} />
      <Button
        variant="primary"
        type="submit"
        className="self-end"
        busy={draw.isPending}
        disabled={!wish.prompt.trim()}
      >
        {words("draw")}
      </Button>
    </form>
  );
}
