import { Square, WandSparkles } from "lucide-react";
import { useState, type SubmitEvent } from "react";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { DocumentField } from "@/components/wish/DocumentField";
import { MannerFields } from "@/components/wish/MannerFields";
import { PlatformPicks } from "@/components/wish/PlatformPicks";
import type { Domain } from "@/lib/api/contract";
import { useDomains, type GenerateWish } from "@/lib/api/generation";
import { isBeingRead, useSource } from "@/lib/api/sources";
import { useGeneratorWords } from "@/lib/strings/en/generator";

interface WishFormProps {
  wish: GenerateWish;
  onChange: (changes: Partial<GenerateWish>) => void;
  running: boolean;
  /** Whether texts stand beside it already. */
  again: boolean;
  onGenerate: () => void;
  onStop: () => void;
}

type Missing = "platforms" | "domain" | "about" | "reading";

const suggestions = ["number", "mistake", "question", "behind"] as const;
const longest = 8_000;

function useMissing(wish: GenerateWish): Missing | null {
  const source = useSource(wish.uploaded_file_id);
  if (wish.domain === "") return "domain";
  if (wish.platforms.length === 0) return "platforms";
  if (source.data && isBeingRead(source.data)) return "reading";
  return wish.custom_prompt.trim() === "" && wish.uploaded_file_id === null ? "about" : null;
}

function Suggestions({ domain, onPick }: { domain: Domain | undefined; onPick: (text: string) => void }) {
  const words = useGeneratorWords();
  const about = domain?.name.toLowerCase() ?? "";
  return (
    <div role="group" aria-label={words("fields.suggestions")} className="flex flex-wrap gap-1.5">
      {suggestions
        .map((key) => words(`suggestions.${key}`, { domain: about }))
        .map((text) => (
          <button
            key={text}
            type="button"
            onClick={() => onPick(text)}
            className="rounded-full bg-sunken px-2.5 py-1 text-left text-xs text-ink-muted transition-colors hover:bg-pressed hover:text-ink"
          >
            {text}
          </button>
        ))}
    </div>
  );
}

/** What the texts shall be about, for whom, and how. */
export function WishForm({ wish, onChange, running, again, onGenerate, onStop }: WishFormProps) {
  const words = useGeneratorWords();
  const domains = useDomains();
  const missing = useMissing(wish);
  const [tried, setTried] = useState(false);
  const shown = tried ? missing : null;
  const domain = domains.data?.find(({ id }) => id === wish.domain);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing === null && !running) onGenerate();
  };
  return (
    <Card>
      <form noValidate onSubmit={submit} className="flex flex-col gap-5 p-5">
        <Field
          label={words("fields.domain")}
          hint={domain?.audience ?? words("fields.domainHint")}
          error={shown === "domain" ? words("missing.domain") : undefined}
        >
          <Select
            value={wish.domain}
            onChange={(id) => onChange({ domain: id })}
            options={(domains.data ?? []).map(({ id, name, available }) => ({
              value: id,
              label: available ? name : words("fields.pro", { name }),
              disabled: !available,
            }))}
          />
        </Field>
        <PlatformPicks
          chosen={wish.platforms}
          onChange={(platforms) => onChange({ platforms })}
          error={shown === "platforms" ? words("missing.platforms") : undefined}
        />
        <div className="flex flex-col gap-2">
          <Field
            label={words("fields.prompt")}
            error={shown === "about" ? words("missing.about") : undefined}
          >
            <Textarea
              rows={4}
              dir="auto"
              maxLength={longest}
              placeholder={words("fields.promptPlaceholder")}
              value={wish.custom_prompt}
              onChange={(event) => onChange({ custom_prompt: event.target.value })}
            />
          </Field>
          {wish.custom_prompt === "" && (
            <Suggestions domain={domain} onPick={(text) => onChange({ custom_prompt: text })} />
          )}
        </div>
        <DocumentField
          value={wish.uploaded_file_id}
          onChange={(uploaded_file_id) => onChange({ uploaded_file_id })}
        />
        <MannerFields wish={wish} onChange={onChange} />
        {shown === "reading" && (
          <p role="status" className="text-sm text-warn-text">
            {words("missing.reading")}
          </p>
        )}
        {running ? (
          // A key of its own: were it turned into the other button while it is clicked, the click would begin anew.
          <Button key="stop" size="lg" onClick={onStop}>
            <Square aria-hidden />
            {words("stop")}
          </Button>
        ) : (
          <Button key="generate" type="submit" variant="primary" size="lg">
            <WandSparkles aria-hidden />
            {words(again ? "again" : "generate")}
          </Button>
        )}
      </form>
    </Card>
  );
}
