import { useState, type SubmitEvent } from "react";

import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { previewOf, useBrand, useCardLayouts, useDrawCard } from "@/lib/api/cards";
import type { CardLayout, CardShape, Media } from "@/lib/api/contract";
import { useSettled } from "@/lib/debounce";
import { usePictureWords } from "@/lib/strings/en/pictures";

import { BrandFields } from "./brand-fields";
import { PickedPicture } from "./picked-picture";
import { ProblemLine } from "./problem-line";

interface CardMakerProps {
  kind: CardLayout["kind"];
  text: string;
  onMade: (media: Media) => void;
}

const pause = 400;

interface LayoutsProps {
  layouts: CardLayout[];
  chosen: string;
  pictureOf: (layout: CardLayout) => string;
  onChoose: (layout: string) => void;
}

/** Each layout as it would look with these words. */
function Layouts({ layouts, chosen, pictureOf, onChoose }: LayoutsProps) {
  const words = usePictureWords();
  return (
    <div role="radiogroup" aria-label={words("layout")} className="grid grid-cols-2 gap-3 sm:grid-cols-3">
      {layouts.map((layout) => (
        <label
          key={layout.key}
          className="flex cursor-pointer flex-col gap-1.5 rounded-lg border border-line p-1.5 transition-colors hover:border-line-strong has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
        >
          <input
            type="radio"
            name="layout"
            className="sr-only"
            checked={layout.key === chosen}
            onChange={() => onChoose(layout.key)}
          />
          <img
            src={pictureOf(layout)}
            alt=""
            loading="lazy"
            className="aspect-square w-full rounded-md bg-sunken object-contain"
          />
          <span className="text-center text-xs font-medium">{layout.name}</span>
        </label>
      ))}
    </div>
  );
}

/** A card with words on it, in the workspace's look. */
export function CardMaker({ kind, text: begun, onMade }: CardMakerProps) {
  const words = usePictureWords();
  const found = useCardLayouts();
  const brand = useBrand();
  const draw = useDrawCard();
  const [text, setText] = useState(begun.slice(0, 400));
  const [author, setAuthor] = useState("");
  const [shape, setShape] = useState<CardShape["key"]>("square");
  const [chosen, setChosen] = useState<string | null>(null);
  const [picture, setPicture] = useState<Media | null>(null);
  const settled = useSettled({ text, author }, pause);
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) {
    return (
      <Loading>
        <Skeleton className="h-64" />
      </Loading>
    );
  }
  const layouts = found.data.layouts.filter((layout) => layout.kind === kind);
  const layout = chosen ?? layouts[0]?.key ?? "";
  const wish = { shape, picture_id: picture?.id ?? null };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    draw.mutate({ ...wish, kind, text, author, layout }, { onSuccess: onMade });
  };
  return (
    <form className="flex flex-col gap-4" onSubmit={submit}>
      <Field label={words(`text.${kind}`)}>
        <Textarea dir="auto" maxLength={400} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        {kind === "quote" && (
          <Field label={words("author")} optional>
            <Input
              dir="auto"
              maxLength={80}
              value={author}
              onChange={(event) => setAuthor(event.target.value)}
            />
          </Field>
        )}
        <Field label={words("shape")}>
          <Select
            value={shape}
            onChange={(value) => setShape(value as CardShape["key"])}
            options={found.data.shapes.map(({ key, width, height }) => ({
              value: key,
              label: `${words(`shapes.${key}`)}, ${width} × ${height}`,
            }))}
          />
        </Field>
      </div>
      {kind === "meme" && (
        <PickedPicture
          label={words("ground")}
          choose={words("chooseGround")}
          drop={words("dropGround")}
          picture={picture}
          onChange={setPicture}
        />
      )}
      <Layouts
        layouts={layouts}
        chosen={layout}
        pictureOf={(one) => previewOf(one, { ...wish, ...settled }, brand.data?.version ?? 0)}
        onChoose={setChosen}
      />
      <BrandFields />
      <ProblemLine error={draw.error} />
      <Button
        variant="primary"
        type="submit"
        className="self-end"
        busy={draw.isPending}
        disabled={!text.trim()}
      >
        {words("draw")}
      </Button>
    </form>
  );
}
