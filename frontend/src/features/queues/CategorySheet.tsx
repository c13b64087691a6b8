import { Pencil, Settings2, X } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { Answered } from "@/components/ui/answered";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { DialogRoot, Sheet } from "@/components/ui/dialog";
import { Note } from "@/components/ui/error-state";
import { toast } from "@/components/ui/toast";
import type { Category, Evergreen } from "@/lib/api/contract";
import { useEvergreens, useUnmarkEvergreen } from "@/lib/api/queues";
import { useZone } from "@/lib/api/user";
import { useQueueWords } from "@/lib/strings/en/queues";
import { formatMoment, useNow } from "@/lib/time";

import { EvergreenForm } from "./EvergreenForm";
import { TakePost } from "./TakePost";

const CategoryDialog = lazy(() => import("./CategoryDialog"));
const teaser = 60;

/** What the sheet shows: the posts, one of them being written (null: a new one), or those to take one from. */
type Face = { kind: "list" } | { kind: "write"; evergreen: Evergreen | null } | { kind: "take" };

function Rest({ evergreen }: { evergreen: Evergreen }) {
  const words = useQueueWords();
  const zone = useZone();
  const now = useNow();
  const { last_at, ready_at } = evergreen;
  const resting = ready_at !== null && Date.parse(ready_at) > now.getTime();
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-ink-muted">
      {resting ? (
        <Badge>{words("evergreen.rests", { time: formatMoment(ready_at, zone, "day") })}</Badge>
      ) : (
        <Badge tone="good">{words("evergreen.ready")}</Badge>
      )}
      {last_at
        ? words("evergreen.last", { time: formatMoment(last_at, zone, "day") })
        : words("evergreen.never")}
      {evergreen.texts.length > 0 && (
        <span>{words("evergreen.variations", { count: evergreen.texts.length })}</span>
      )}
    </p>
  );
}

function Line({ evergreen, onEdit }: { evergreen: Evergreen; onEdit: () => void }) {
  const words = useQueueWords();
  const unmark = useUnmarkEvergreen();
  const text = evergreen.text.slice(0, teaser);
  return (
    <li className="flex items-start gap-2 py-3">
      <div className="min-w-0 flex-1">
        <p dir="auto" className="line-clamp-3 text-sm break-words">
          {evergreen.text}
        </p>
        <Rest evergreen={evergreen} />
        {evergreen.problem && <p className="mt-1 text-sm text-warn-text">{evergreen.problem}</p>}
      </div>
      <Button size="icon-sm" variant="ghost" aria-label={words("evergreen.edit", { text })} onClick={onEdit}>
        <Pencil aria-hidden />
      </Button>
      <Button
        size="icon-sm"
        variant="ghost"
        busy={unmark.isPending}
        aria-label={words("evergreen.unmark", { text })}
        onClick={() =>
          unmark.mutate(evergreen.id, {
            onSuccess: () => toast.done(words("evergreen.unmarked")),
            onError: toast.problem,
          })
        }
      >
        <X aria-hidden />
      </Button>
    </li>
  );
}

function List({ category, onEdit }: { category: Category; onEdit: (evergreen: Evergreen) => void }) {
  const words = useQueueWords();
  const query = useEvergreens(category.id);
  return (
    <Answered query={query} among="grid gap-3" shape="h-14">
      {({ pages }) =>
        pages[0]?.evergreens.length === 0 ? (
          <Note>{words("evergreen.none")}</Note>
        ) : (
          <>
            <ul className="divide-y divide-line">
              {pages
                .flatMap(({ evergreens }) => evergreens)
                .map((evergreen) => (
                  <Line key={evergreen.id} evergreen={evergreen} onEdit={() => onEdit(evergreen)} />
                ))}
            </ul>
            {query.hasNextPage && (
              <div className="flex justify-center pt-3">
                <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {words("evergreen.more")}
                </Button>
              </div>
            )}
          </>
        )
      }
    </Answered>
  );
}

/** The evergreen posts of a category: what they say, in which variations, and how long they rest still. */
export default function CategorySheet({ category, onClose }: { category: Category; onClose: () => void }) {
  const words = useQueueWords();
  const [face, setFace] = useState<Face>({ kind: "list" });
  const [settings, setSettings] = useState(false);
  const back = () => setFace({ kind: "list" });
  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Sheet
        title={category.name}
        detail={words("categories.rests", { count: category.cooldown_days })}
        footer={
          face.kind === "list" ? (
            <>
              <Button variant="ghost" className="mr-auto" onClick={() => setSettings(true)}>
                <Settings2 aria-hidden />
                {words("categories.settings")}
              </Button>
              <Button onClick={() => setFace({ kind: "take" })}>{words("evergreen.take")}</Button>
              <Button variant="primary" onClick={() => setFace({ kind: "write", evergreen: null })}>
                {words("evergreen.write")}
              </Button>
            </>
          ) : undefined
        }
      >
        {face.kind === "list" && (
          <List category={category} onEdit={(evergreen) => setFace({ kind: "write", evergreen })} />
        )}
        {face.kind === "write" && (
          <EvergreenForm category={category} evergreen={face.evergreen} onDone={back} />
        )}
        {face.kind === "take" && (
          <TakePost
            category={category}
            onBack={back}
            onTaken={(evergreen) => setFace({ kind: "write", evergreen })}
          />
        )}
        {settings && (
          <Suspense fallback={null}>
            <CategoryDialog
              category={category}
              onClose={() => setSettings(false)}
              onKept={() => setSettings(false)}
              onDeleted={onClose}
            />
          </Suspense>
        )}
      </Sheet>
    </DialogRoot>
  );
}
