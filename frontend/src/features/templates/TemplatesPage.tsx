import { LayoutTemplate, Pencil, Plus, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Link } from "react-router";

import { PlacedText } from "@/components/templates/placed-text";
import { Answered } from "@/components/ui/answered";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { Page } from "@/components/ui/page";
import { RemovalQuestion } from "@/components/ui/removal-question";
import type { Template } from "@/lib/api/contract";
import { useDeleteTemplate, useTemplates } from "@/lib/api/templates";
import { useTemplateWords } from "@/lib/strings/en/templates";

const TemplateSheet = lazy(() => import("@/components/templates/TemplateSheet"));

const searchFrom = 7;
const grid = "grid grid-cols-1 gap-4 sm:grid-cols-2";

function TemplateCard({ template, onEdit }: { template: Template; onEdit: () => void }) {
  const words = useTemplateWords();
  const [asking, setAsking] = useState(false);
  const { id, name, text, follow_ups, places, tags } = template;
  return (
    <Card aria-label={name} className="flex h-full flex-col gap-3 p-4 sm:p-5">
      <header className="flex items-start gap-2">
        <h2 className="min-w-0 flex-1 text-sm font-semibold break-words" dir="auto">
          {name}
        </h2>
        <Button variant="ghost" size="icon-sm" aria-label={words("edit", { name })} onClick={onEdit}>
          <Pencil aria-hidden />
        </Button>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={words("remove", { name })}
          onClick={() => setAsking(true)}
        >
          <Trash2 aria-hidden />
        </Button>
      </header>
      <p className="line-clamp-5 text-sm break-words whitespace-pre-wrap text-ink-muted" dir="auto">
        <PlacedText text={text} />
      </p>
      {follow_ups.length > 0 && (
        <p className="text-xs text-ink-faint">{words("parts", { count: follow_ups.length })}</p>
      )}
      <footer className="mt-auto flex flex-wrap items-center justify-between gap-2">
        <span className="flex min-w-0 flex-wrap gap-1.5">
          {tags.map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
          {places.length === 0 && <span className="text-xs text-ink-faint">{words("noPlaces")}</span>}
        </span>
        <Button size="sm" asChild>
          <Link to={`/compose?template=${id}`} aria-label={words("useNamed", { name })}>
            {words("use")}
          </Link>
        </Button>
      </footer>
      <RemovalQuestion
        open={asking}
        title={words("removeTitle", { name })}
        detail={words("removeDetail")}
        confirm={words("removeConfirm")}
        what={id}
        removal={useDeleteTemplate()}
        told={() => words("removed")}
        onClose={() => setAsking(false)}
      />
    </Card>
  );
}

interface CardsProps {
  templates: Template[];
  onAdd: () => void;
  onEdit: (template: Template) => void;
}

function Cards({ templates, onAdd, onEdit }: CardsProps) {
  const words = useTemplateWords();
  const [sought, setSought] = useState("");
  if (templates.length === 0) {
    return (
      <EmptyState
        icon={LayoutTemplate}
        title={words("emptyTitle")}
        detail={words("emptyDetail")}
        action={
          <Button variant="primary" onClick={onAdd}>
            <Plus aria-hidden />
            {words("add")}
          </Button>
        }
      />
    );
  }
  const wanted = sought.trim().toLowerCase();
  const shown = templates.filter(({ name, text, tags }) =>
    [name, text, ...tags].some((part) => part.toLowerCase().includes(wanted)),
  );
  return (
    <div className="flex flex-col gap-4">
      {templates.length >= searchFrom && (
        <Input
          type="search"
          aria-label={words("search")}
          placeholder={words("search")}
          className="max-w-sm"
          value={sought}
          onChange={(event) => setSought(event.target.value)}
        />
      )}
      {shown.length === 0 && <p className="text-sm text-ink-muted">{words("nothingFound")}</p>}
      <ul className={grid}>
        {shown.map((template) => (
          <li key={template.id}>
            <TemplateCard template={template} onEdit={() => onEdit(template)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Texts that are written again and again. */
export default function TemplatesPage() {
  const words = useTemplateWords();
  // null is a new template, undefined no form at all.
  const [editing, setEditing] = useState<Template | null | undefined>();
  const templates = useTemplates();
  const add = () => setEditing(null);
  return (
    <Page
      title={words("title")}
      detail={words("detail", { place: "{{name}}" })}
      actions={
        <Button onClick={add}>
          <Plus aria-hidden />
          {words("add")}
        </Button>
      }
    >
      <Answered query={templates} among={grid} shape="h-44 rounded-lg">
        {(all) => <Cards templates={all} onAdd={add} onEdit={setEditing} />}
      </Answered>
      {editing !== undefined && (
        <Suspense fallback={null}>
          <TemplateSheet template={editing} onClose={() => setEditing(undefined)} />
        </Suspense>
      )}
    </Page>
  );
}
