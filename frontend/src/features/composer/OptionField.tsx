import { useState } from "react";

import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import type { PlatformOption } from "@/lib/api/contract";
import type { Options } from "@/lib/api/posts";
import { useComposerWords } from "@/lib/strings/en/composer";

import { OfferedChoice } from "./OfferedChoice";
import { PollField } from "./PollField";
import type { Target } from "./targets";

export interface OptionFieldProps {
  option: PlatformOption;
  target: Target;
  chosen: Options;
  locked: boolean;
  error: string | undefined;
  /** `undefined` takes the choice back. */
  onChange: (value: unknown) => void;
}

// A list of choices needs a value for "none of them"; no platform has one of this name.
const nothing = "\u0000";
const asText = (value: unknown) =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

function TagsInput({
  value,
  locked,
  onChange,
}: {
  value: string[];
  locked: boolean;
  onChange: (tags: string[]) => void;
}) {
  // What is typed stays as it is typed; the words in it are what counts.
  const [text, setText] = useState(value.join(", "));
  return (
    <Input
      value={text}
      readOnly={locked}
      onChange={(event) => {
        setText(event.target.value);
        const tags = event.target.value.split(/[,\n]/).map((tag) => tag.trim().replace(/^[#@]/, ""));
        onChange([...new Set(tags.filter(Boolean))]);
      }}
    />
  );
}

function Control({ option, target, chosen, locked, onChange }: OptionFieldProps) {
  const words = useComposerWords();
  const value = chosen[option.key] ?? option.default;
  if (option.from_account) return <OfferedChoice {...{ option, target, chosen, locked, onChange }} />;
  switch (option.kind) {
    case "choice":
      return (
        <Select
          disabled={locked}
          value={asText(value) || nothing}
          options={[
            ...(option.required || option.default ? [] : [{ value: nothing, label: words("options.none") }]),
            ...option.choices.map(({ value: key, label, note }) => ({
              value: key,
              label: note ? `${label}: ${note}` : label,
            })),
          ]}
          placeholder={words("options.choose")}
          onChange={(next) => onChange(next === nothing ? undefined : next)}
        />
      );
    case "tags":
      return (
        <TagsInput
          value={Array.isArray(value) ? (value as string[]) : []}
          locked={locked}
          onChange={onChange}
        />
      );
    case "long_text":
      return (
        <Textarea
          readOnly={locked}
          value={asText(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case "number":
      return (
        <Input
          type="number"
          min={0}
          step="any"
          readOnly={locked}
          value={asText(value)}
          onChange={({ target: { value: typed, valueAsNumber } }) =>
            onChange(typed === "" || Number.isNaN(valueAsNumber) ? undefined : valueAsNumber)
          }
        />
      );
    default:
      return (
        <Input
          type={option.kind === "link" ? "url" : "text"}
          placeholder={option.kind === "link" ? words("options.link") : undefined}
          readOnly={locked}
          value={asText(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}

/** One option of a platform, asked in the way its kind wants. */
export function OptionField(props: OptionFieldProps) {
  const { option, chosen, locked, error, onChange } = props;
  const words = useComposerWords();
  const value = chosen[option.key] ?? option.default;
  const text = option.kind === "text" || option.kind === "long_text" ? asText(value) : "";
  const left = option.max !== null && text ? option.max - Array.from(text).length : null;
  if (option.kind === "yes_no")
    return (
      <Switch
        label={option.label}
        detail={error ?? option.help}
        checked={Boolean(value)}
        disabled={locked}
        onChange={onChange}
      />
    );
  if (option.kind === "poll") return <PollField {...{ option, value, locked, error, onChange }} />;
  return (
    <Field
      label={option.label}
      optional={!option.required}
      hint={
        [option.help, option.kind === "tags" && words("options.tags")].filter(Boolean).join(" ") || undefined
      }
      error={error}
      aside={
        left !== null && (
          <span className="text-xs text-ink-faint tabular-nums">
            {words(left < 0 ? "options.over" : "options.left", { count: Math.abs(left) })}
          </span>
        )
      }
    >
      <Control {...props} />
    </Field>
  );
}
