import { useId, useState, type ReactNode } from "react";

import { AccountPicks } from "@/components/account-picks";
import { LabelFields } from "@/components/label-fields";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { DialogRoot, Sheet } from "@/components/ui/dialog";
import { Note, ProblemNote } from "@/components/ui/error-state";
import { Field, FieldError } from "@/components/ui/field";
import { FormFooter } from "@/components/ui/form-footer";
import { Textarea } from "@/components/ui/input";
import { accountName } from "@/lib/account-name";
import { useConnections } from "@/lib/api/connections";
import type { Labelling, Series } from "@/lib/api/contract";
import { forAccounts, type When, type Writing } from "@/lib/api/posts";
import { toProblem } from "@/lib/api/problem";
import type { SeriesFields } from "@/lib/api/series";
import { useRecurringWords } from "@/lib/strings/en/recurring";

import { AccountMarks } from "./account-marks";
import { ComingDates, useComingDates } from "./coming-dates";
import { TurnTexts } from "./turn-texts";
import { useRepeatForm } from "./use-repeat-form";
import { WhenItComes } from "./when-it-comes";

export interface RepeatSheetProps {
  writing: Writing;
  labels: Labelling;
  /** The one to change; null begins one. */
  series: Series | null;
  /** A time that was chosen before. */
  at?: When | null;
  /** Whether text, accounts and labels are written here: they are not where a composer stands around this. */
  writes: boolean;
  busy: boolean;
  error: unknown;
  onSubmit: (fields: SeriesFields, resume: boolean) => void;
  onClose: () => void;
  /** Opens what cannot be changed here elsewhere, with what was typed here. */
  onCompose?: (writing: Writing, labels: Labelling) => void;
  /** Shows the series as somebody else has changed it. */
  onReload?: () => void;
}

const list = (items: string[]) => new Intl.ListFormat(undefined, { type: "conjunction" }).format(items);

/** What goes along with each post beside its text, in words. */
function useThings({ media, follow_ups, options, tailored }: Writing, { tags, campaign_id }: Labelling) {
  const words = useRecurringWords();
  const one = (count: number, key: "files" | "parts") =>
    count > 0 ? [words(`form.things.${key}`, { count })] : [];
  const rest = [
    ...one(media.length, "files"),
    ...one(follow_ups.length, "parts"),
    ...(Object.keys(options).length > 0 ? [words("form.things.options")] : []),
    ...(Object.keys(tailored).length > 0 ? [words("form.things.own")] : []),
  ];
  const labelled = tags.length > 0 || campaign_id !== null;
  return { rest, all: labelled ? [...rest, words("form.things.labels")] : rest };
}

/** Accounts with words of their own say the same each time. */
function OwnTexts({ writing, turns }: { writing: Writing; turns: boolean }) {
  const words = useRecurringWords();
  const connections = useConnections().data ?? [];
  const own = connections.filter(({ id }) => (writing.tailored[id]?.text ?? null) !== null);
  if (own.length === 0 || !turns) return null;
  return (
    <Note tone="warn">
      {words(own.length === 1 ? "form.ownTexts" : "form.ownTextsMany", {
        accounts: list(own.map(accountName)),
      })}
    </Note>
  );
}

function Part({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2 border-t border-line pt-5">
      <h3 id={id} className="text-sm font-medium">
        {title}
      </h3>
      {hint && <p className="-mt-1 text-xs text-ink-muted">{hint}</p>}
      {children}
    </section>
  );
}

/** Lets a post recur, or changes one that does. */
export default function RepeatSheet(props: RepeatSheetProps) {
  const { series, writes, busy, error, onSubmit, onClose, onCompose, onReload } = props;
  const words = useRecurringWords();
  const id = useId();
  const form = useRepeatForm(series, props.at ?? null);
  const [text, setText] = useState(props.writing.text);
  const [accounts, setAccounts] = useState(props.writing.connection_ids);
  const [labels, setLabels] = useState(props.labels);
  const [resume, setResume] = useState(series !== null && series.problem !== "");
  const [tried, setTried] = useState(false);
  const written = writes ? { ...forAccounts(props.writing, accounts), text } : props.writing;
  const said = writes ? labels : props.labels;
  const things = useThings(written, said);
  const dates = useComingDates(
    form.at && {
      ...form.at,
      text: written.text,
      texts: form.texts.filter((one) => one.trim()),
      own_text: Object.values(written.tailored).some((own) => own.text !== null),
      series_id: series?.id ?? null,
    },
  );
  const refusal = error ? toProblem(error) : null;
  const told = (field: string) => refusal?.field(field) ?? dates.refused?.field(field);
  const atFields = writes ? /^(rule|local|zone|text|texts\.\d+)$/ : /^(rule|local|zone|texts\.\d+)$/;
  const unplaced = refusal?.fields.filter(({ field }) => !atFields.test(field)) ?? [];
  const placed = refusal !== null && refusal.fields.length > 0 && unplaced.length === 0;

  const submit = () => {
    setTried(true);
    const blank = form.texts.some((_, place) => form.textFault(place));
    if (!form.at || blank) return;
    onSubmit({ ...written, ...form.at, ...said, texts: form.texts }, resume);
  };

  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Sheet
        className="sm:max-w-xl"
        title={words(series ? "form.changeTitle" : "form.title")}
        detail={words(series ? "form.aheadNote" : "form.detail")}
        footer={
          <FormFooter form={id} busy={busy}>
            {words(series ? "form.save" : "form.begin")}
          </FormFooter>
        }
      >
        <form
          id={id}
          noValidate
          className="flex flex-col gap-5 pb-2"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          {writes ? (
            <>
              <Field label={words("form.text")} error={told("text")}>
                <Textarea
                  dir="auto"
                  rows={4}
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                />
              </Field>
              <AccountPicks legend={words("form.accounts")} chosen={accounts} onChange={setAccounts} />
              {things.rest.length > 0 && (
                <p className="text-sm text-ink-muted">
                  {words("form.stays", { things: list(things.rest) })}{" "}
                  {onCompose && (
                    <Button variant="link" onClick={() => onCompose(written, said)}>
                      {words("form.inComposer")}
                    </Button>
                  )}
                </p>
              )}
            </>
          ) : (
            <div className="flex flex-col gap-2.5 rounded-lg bg-sunken p-4">
              <p dir="auto" className="line-clamp-3 text-sm break-words whitespace-pre-wrap">
                {written.text || words("noText")}
              </p>
              <AccountMarks ids={written.connection_ids} />
              {things.all.length > 0 && (
                <p className="text-xs text-ink-muted">{words("form.along", { things: list(things.all) })}</p>
              )}
            </div>
          )}
          <WhenItComes form={form} rule={series?.rule ?? null} tried={tried} told={told} />
          <ComingDates dates={dates} missing={form.at === null} />
          <Part title={words("form.texts")} hint={words("form.textsHint")}>
            <OwnTexts writing={written} turns={form.texts.length > 0} />
            <TurnTexts
              texts={form.texts}
              error={(place) => (tried ? form.textFault(place) : undefined) ?? told(`texts.${place}`)}
              onChange={form.setTexts}
            />
          </Part>
          {writes && (
            <div className="flex flex-col gap-5 border-t border-line pt-5">
              <LabelFields labels={labels} tagsHint={words("form.tagsHint")} onChange={setLabels} />
            </div>
          )}
          {!series && <p className="text-xs text-ink-muted">{words("form.draftGoes")}</p>}
          {series?.state === "paused" && (
            <Checkbox
              label={words("form.resumeToo")}
              checked={resume}
              onChange={(event) => setResume(event.target.checked)}
            />
          )}
          {!placed && <ProblemNote error={error} />}
          {unplaced.map(({ field, message }) => (
            <FieldError key={field}>{message}</FieldError>
          ))}
          {refusal?.code === "conflict" && series && onReload && (
            <Button className="self-start" onClick={onReload}>
              {words("form.conflict")}
            </Button>
          )}
        </form>
      </Sheet>
    </DialogRoot>
  );
}
