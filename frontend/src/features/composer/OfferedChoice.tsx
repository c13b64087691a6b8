import { useQuery } from "@tanstack/react-query";

import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { api } from "@/lib/api/client";
import type { OptionChoice } from "@/lib/api/contract";
import { keys } from "@/lib/api/keys";
import { toProblem } from "@/lib/api/problem";
import { useComposerWords } from "@/lib/strings/en/composer";
import { useUiWords } from "@/lib/strings/en/ui";

import type { OptionFieldProps } from "./OptionField";

const fresh = 60_000;
const nothing = "\u0000";

/** Choices that the platform offers this very account, such as its boards. */
export function OfferedChoice({ option, target, chosen, locked, onChange }: Omit<OptionFieldProps, "error">) {
  const words = useComposerWords();
  const ui = useUiWords();
  const { platform } = target;
  const given = option.depends_on ? chosen[option.depends_on] : "";
  const ready = !option.depends_on || Boolean(given);
  const offered = useQuery({
    queryKey: [...keys.connections, target.id, "options", option.key, given],
    queryFn: async ({ signal }) => {
      const path = `/connections/${encodeURIComponent(target.id)}/options/${encodeURIComponent(option.key)}`;
      const params = { given: given || null };
      return (await api.get<{ choices: OptionChoice[] }>(path, { params, signal })).data.choices;
    },
    enabled: ready,
    staleTime: fresh,
  });
  const value = typeof chosen[option.key] === "string" ? String(chosen[option.key]) : "";
  if (!ready) {
    const before = platform.options.find(({ key }) => key === option.depends_on)?.label ?? "";
    return <p className="text-sm text-ink-faint">{words("options.first", { option: before })}</p>;
  }
  // Where any text is taken, what is offered only helps.
  if (option.kind === "text") {
    const list = `${target.id}-${option.key}`;
    return (
      <>
        <Input
          value={value}
          list={list}
          readOnly={locked}
          onChange={(event) => onChange(event.target.value)}
        />
        <datalist id={list}>
          {offered.data?.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </datalist>
      </>
    );
  }
  if (offered.isPending)
    return (
      <Loading>
        <Skeleton className="h-10" />
      </Loading>
    );
  if (offered.isError)
    return (
      <p role="alert" className="flex flex-wrap items-center gap-2 text-sm text-bad-text">
        {words("options.failed", { platform: platform.name })} {toProblem(offered.error).detail}
        <Button size="sm" busy={offered.isFetching} onClick={() => void offered.refetch()}>
          {ui("retry")}
        </Button>
      </p>
    );
  if (offered.data.length === 0)
    return <p className="text-sm text-ink-faint">{words("options.nothing", { platform: platform.name })}</p>;
  return (
    <Select
      disabled={locked}
      value={value || (option.required ? "" : nothing)}
      placeholder={words("options.choose")}
      options={[
        ...(option.required ? [] : [{ value: nothing, label: words("options.none") }]),
        ...offered.data.map((choice) => ({
          value: choice.value,
          label: choice.note ? `${choice.label}: ${choice.note}` : choice.label,
          // TikTok: a paid partnership must not be for its author alone.
          disabled:
            platform.family === "tiktok" && choice.value === "SELF_ONLY" && Boolean(chosen.branded_content),
        })),
      ]}
      onChange={(next) => onChange(next === nothing ? undefined : next)}
    />
  );
}
