import { useState, type SubmitEvent } from "react";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useFindLinkPicture } from "@/lib/api/cards";
import type { Media } from "@/lib/api/contract";
import { usePictureWords } from "@/lib/strings/en/pictures";

import { ProblemLine } from "./problem-line";

/** The picture that a page shows of itself, with where it is from. */
export function LinkMaker({ onMade }: { onMade: (media: Media) => void }) {
  const words = usePictureWords();
  const find = useFindLinkPicture();
  const [url, setUrl] = useState("");
  const found = find.data;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    find.mutate(/^[a-z][a-z\d+.-]*:/i.test(url.trim()) ? url.trim() : `https://${url.trim()}`);
  };
  return (
    <div className="flex flex-col gap-4">
      <form noValidate className="flex flex-col gap-4" onSubmit={submit}>
        <Field label={words("url")} hint={words("urlHint")}>
          <Input
            type="url"
            inputMode="url"
            placeholder="https://"
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
        </Field>
        <ProblemLine error={find.error} />
        <Button
          variant={found ? "secondary" : "primary"}
          type="submit"
          className="self-end"
          busy={find.isPending}
          disabled={!url.trim()}
        >
          {words("find")}
        </Button>
      </form>
      {found && (
        <figure className="flex flex-col gap-3 rounded-lg border border-line p-3">
          <img
            src={found.media.thumbnail_url}
            alt={found.media.alt}
            className="max-h-72 w-full rounded-md object-contain"
          />
          <figcaption className="text-sm">
            {found.title && <span className="block font-medium">{found.title}</span>}
            <span className="text-ink-muted">{words("from", { site: found.site })}</span>
          </figcaption>
          <Button variant="primary" className="self-end" onClick={() => onMade(found.media)}>
            {words("add")}
          </Button>
        </figure>
      )}
    </div>
  );
}
