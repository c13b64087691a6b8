import { LayoutTemplate } from "lucide-react";
import { lazy, Suspense, useId, useState } from "react";
import { Link } from "react-router";

import { PlacedText } from "@/components/templates/placed-text";
import { Button } from "@/components/ui/button";
import { Dialog, DialogRoot } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState, Note, ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import type { Template } from "@/lib/api/contract";
import { toProblem } from "@/lib/api/problem";
import { useFillTemplate, useTemplates, type Filled } from "@/lib/api/templates";
import { useTemplateWords } from "@/lib/strings/en/templates";

import { asTemplate } from "./templates";
import type { Sheet } from "./writing";

const TemplateSheet = lazy(() => import("@/components/templates/TemplateSheet"));

interface TemplateDialogProps {
  /** The one that is to be used, where it was chosen before. */
  first: string | null;
  sheet: Sheet;
  tags: string[];
  onUse: (template: Template, filled: Filled) => void;
  onClose: () => void;
}

const searchFrom = 7;

function Choices({ onPick }: { onPick: (template: Template) => void }) {
  const words = useTemplateWords();
  const templates = useTemplates();
  const [sought, setSought] = useState("");
  if (templates.isPending) {
    return (
      <Loading className="flex flex-col gap-2">
        <Skeleton className="h-16 rounded-lg" />
        <Skeleton className="h-16 rounded-lg" />
      </Loading>
    );
  }
  if (templates.isError)
    return <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />;
  if (templates.data.length === 0) {
    return (
      <EmptyState
        className="py-8"
        icon={LayoutTemplate}
        title={words("emptyTitle")}
        detail={words("emptyDetail")}
      />
    );
  }
  const wanted = sought.trim().toLowerCase();
  const shown = templates.data.filter(({ name, text }) =>
    [name, text].some((part) => part.toLowerCase().includes(wanted)),
  );
  return (
    <div className="flex flex-col gap-3">
      {templates.data.length >= searchFrom && (
        <Input
          type="search"
          aria-label={words("search")}
          placeholder={words("search")}
          value={sought}
          onChange={(event) => setSought(event.target.value)}
        />
      )}
      {shown.length === 0 && <p className="text-sm text-ink-muted">{words("nothingFound")}</p>}
      <ul className="flex flex-col gap-2">
        {shown.map((template) => (
          <li key={template.id}>
            <button
              type="button"
              className="w-full rounded-lg border border-line bg-surface p-3 text-left transition-colors hover:border-line-strong"
              onClick={() => onPick(template)}
            >
              <span className="block truncate text-sm font-medium" dir="auto">
                {template.name}
              </span>
              <span className="mt-0.5 line-clamp-2 text-sm text-ink-muted" dir="auto">
                <PlacedText text={template.text} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface FillingProps {
  template: Template;
  onBack: () => void;
  onUse: TemplateDialogProps["onUse"];
}

/** Asks for what stands in the places of a template. */
function Filling({ template, onBack, onUse }: FillingProps) {
  const words = useTemplateWords();
  const fill = useFillTemplate();
  const [values, setValues] = useState<Record<string, string>>({});
  const id = useId();
  const problem = fill.error ? toProblem(fill.error) : null;
  const faultOf = (place: string) =>
    problem?.fields.find(({ field }) => field === `values.${place}`)?.message;
  const told = problem?.fields.some(({ field }) => field.startsWith("values."));
  return (
    <Dialog
      title={words(template.places.length > 0 ? "pick.fillTitle" : "pick.useTitle", { name: template.name })}
      detail={words(template.places.length > 0 ? "pick.fillDetail" : "pick.detail")}
      className="sm:max-w-lg"
      footer={
        <>
          <Button onClick={onBack}>{words("pick.back")}</Button>
          <Button type="submit" form={id} variant="primary" busy={fill.isPending}>
            {words("pick.insert")}
          </Button>
        </>
      }
    >
      <form
        id={id}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          fill.mutate({ id: template.id, values }, { onSuccess: (filled) => onUse(template, filled) });
        }}
      >
        {template.places.map((place) => (
          <Field key={place} label={place} error={faultOf(place)}>
            <Textarea
              rows={1}
              className="min-h-10"
              dir="auto"
              value={values[place] ?? ""}
              onChange={(event) => setValues({ ...values, [place]: event.target.value })}
            />
          </Field>
        ))}
        <div>
          <p className="text-xs text-ink-faint">{words("pick.preview")}</p>
          <p
            className="mt-1 max-h-48 overflow-y-auto rounded-md bg-sunken p-3 text-sm break-words whitespace-pre-wrap"
            dir="auto"
          >
            <Foreseen text={template.text} values={values} />
          </p>
        </div>
        {!told && <ProblemNote error={fill.error} />}
      </form>
    </Dialog>
  );
}

const place = /(\{\{[ \t]*[^{}\n]{1,40}?[ \t]*\}\})/;

function Foreseen({ text, values }: { text: string; values: Record<string, string> }) {
  return text.split(place).map((piece, index) => {
    if (index % 2 === 0) return piece;
    const value = values[piece.slice(2, -2).trim()];
    return value?.trim() ? value : <PlacedText key={index} text={piece} />;
  });
}

/** Chooses a template, asks for what differs, and hands over what it says. */
export default function TemplateDialog({ first, sheet, tags, onUse, onClose }: TemplateDialogProps) {
  const words = useTemplateWords();
  const templates = useTemplates();
  const fill = useFillTemplate();
  const [chosen, setChosen] = useState<string | null>(first);
  const [saving, setSaving] = useState(false);
  const picked = templates.data?.find(({ id }) => id === chosen) ?? null;
  const missing = chosen !== null && picked === null && templates.isSuccess;
  const pick = (template: Template) => {
    if (template.places.length > 0) setChosen(template.id);
    else fill.mutate({ id: template.id, values: {} }, { onSuccess: (filled) => onUse(template, filled) });
  };
  if (saving) {
    return (
      <Suspense fallback={null}>
        <TemplateSheet template={null} begin={asTemplate(sheet, tags)} onClose={onClose} />
      </Suspense>
    );
  }
  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      {picked ? (
        <Filling key={picked.id} template={picked} onBack={() => setChosen(null)} onUse={onUse} />
      ) : (
        <Dialog
          title={words("pick.title")}
          detail={words("pick.detail")}
          className="sm:max-w-lg"
          footer={
            <>
              <Button variant="ghost" asChild>
                <Link to="/templates">{words("pick.manage")}</Link>
              </Button>
              <Button disabled={!sheet.parts[0].text.trim()} onClick={() => setSaving(true)}>
                {words("pick.saveThis")}
              </Button>
            </>
          }
        >
          <div className="flex flex-col gap-3">
            {missing && <Note tone="warn">{words("pick.gone")}</Note>}
            <ProblemNote error={fill.error} />
            <Choices onPick={pick} />
          </div>
        </Dialog>
      )}
    </DialogRoot>
  );
}
