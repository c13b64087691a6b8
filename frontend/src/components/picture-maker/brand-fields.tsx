import { Minus, Plus } from "lucide-react";
import { useId, useState } from "react";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { useBrand, useSetBrand } from "@/lib/api/cards";
import type { Brand } from "@/lib/api/contract";
import { useMediaFacts } from "@/lib/api/media";
import { usePictureWords } from "@/lib/strings/en/pictures";

import { PickedPicture } from "./picked-picture";
import { ProblemLine } from "./problem-line";

const places = ["first", "second", "third"] as const;
const offered = ["#14213d", "#fca311", "#f6f4ef"];

function Colours({ colours, onChange }: { colours: string[]; onChange: (colours: string[]) => void }) {
  const words = usePictureWords();
  const id = useId();
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1.5 text-sm font-medium">{words("brand.colours")}</legend>
      {colours.length === 0 && <p className="text-xs text-ink-muted">{words("brand.none")}</p>}
      <div className="flex flex-wrap items-end gap-3">
        {colours.map((colour, place) => (
          <div key={place} className="flex flex-col gap-1 text-xs text-ink-muted">
            <label htmlFor={`${id}-${place}`}>{words(`brand.colour.${places[place] ?? "third"}`)}</label>
            <input
              id={`${id}-${place}`}
              type="color"
              className="h-9 w-16 cursor-pointer rounded-md border border-line-strong bg-surface p-1"
              value={colour}
              onChange={(event) =>
                onChange(colours.map((one, index) => (index === place ? event.target.value : one)))
              }
            />
          </div>
        ))}
        {colours.length < offered.length && (
          <Button
            size="sm"
            onClick={() =>
              onChange(offered.slice(0, colours.length + 1).map((one, index) => colours[index] ?? one))
            }
          >
            <Plus aria-hidden />
            {words("brand.add")}
          </Button>
        )}
        {colours.length > 0 && (
          <Button size="sm" variant="ghost" onClick={() => onChange(colours.slice(0, -1))}>
            <Minus aria-hidden />
            {words("brand.remove")}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

function Fields({ brand }: { brand: Brand }) {
  const words = usePictureWords();
  const save = useSetBrand();
  const [edited, setEdited] = useState(brand);
  const facts = useMediaFacts(edited.logo_id ? [edited.logo_id] : []);
  const logo = edited.logo_id ? (facts[edited.logo_id] ?? null) : null;
  const keep = () =>
    save.mutate({ ...edited, version: brand.version }, { onSuccess: () => toast.done(words("brand.saved")) });
  return (
    <div className="flex flex-col gap-4 pt-3">
      <Colours colours={edited.colours} onChange={(colours) => setEdited({ ...edited, colours })} />
      <Field label={words("brand.name")} optional>
        <Input
          dir="auto"
          maxLength={60}
          value={edited.name}
          onChange={(event) => setEdited({ ...edited, name: event.target.value })}
        />
      </Field>
      <PickedPicture
        label={words("brand.logo")}
        choose={words("brand.chooseLogo")}
        drop={words("brand.dropLogo")}
        picture={logo}
        onChange={(picture) => setEdited({ ...edited, logo_id: picture?.id ?? null })}
      />
      <ProblemLine error={save.error} />
      <Button size="sm" className="self-start" busy={save.isPending} onClick={keep}>
        {words("brand.save")}
      </Button>
    </div>
  );
}

/** The workspace's look on all its cards. */
export function BrandFields() {
  const words = usePictureWords();
  const brand = useBrand();
  if (!brand.data) return null;
  return (
    <details className="rounded-md border border-line p-3">
      <summary className="cursor-pointer rounded-sm text-sm font-medium">{words("brand.open")}</summary>
      <Fields key={brand.data.version} brand={brand.data} />
    </details>
  );
}
