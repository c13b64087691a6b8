import { ChevronRight, Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import type { Category } from "@/lib/api/contract";
import { useCategories } from "@/lib/api/queues";
import { useQueueWords } from "@/lib/strings/en/queues";

const CategoryDialog = lazy(() => import("./CategoryDialog"));
const CategorySheet = lazy(() => import("./CategorySheet"));

function Line({ category, onOpen }: { category: Category; onOpen: () => void }) {
  const words = useQueueWords();
  const facts = [
    words("categories.posts", { count: category.posts }),
    words("categories.rests", { count: category.cooldown_days }),
    category.slots > 0 ? words("categories.slots", { count: category.slots }) : words("categories.noSlots"),
  ];
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="flex w-full items-center justify-between gap-4 px-5 py-3 text-left hover:bg-sunken focus-visible:-outline-offset-2"
      >
        <span className="min-w-0">
          <span className="block truncate text-sm font-medium">{category.name}</span>
          <span className="block text-xs text-ink-muted">{facts.join(" · ")}</span>
        </span>
        <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-faint" />
      </button>
    </li>
  );
}

/** The categories of evergreen posts; each opens with its posts. */
export function Categories() {
  const words = useQueueWords();
  const categories = useCategories();
  const [making, setMaking] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const opened = categories.data?.find(({ id }) => id === open);
  return (
    <Card aria-labelledby="queue-categories">
      <CardHeader
        id="queue-categories"
        title={words("categories.title")}
        detail={words("categories.detail")}
        aside={
          <Button size="sm" onClick={() => setMaking(true)}>
            <Plus aria-hidden />
            {words("categories.add")}
          </Button>
        }
      />
      {categories.isLoadingError ? (
        <ErrorState className="m-5" error={categories.error} onRetry={() => void categories.refetch()} />
      ) : !categories.data ? (
        <Loading className="p-5">
          <Skeleton className="h-12" />
        </Loading>
      ) : categories.data.length === 0 ? (
        <CardBody className="text-sm text-ink-muted">{words("categories.none")}</CardBody>
      ) : (
        <ul className="divide-y divide-line py-2">
          {categories.data.map((category) => (
            <Line key={category.id} category={category} onOpen={() => setOpen(category.id)} />
          ))}
        </ul>
      )}
      <Suspense fallback={null}>
        {making && (
          <CategoryDialog
            category={null}
            onClose={() => setMaking(false)}
            onKept={(made) => {
              setMaking(false);
              setOpen(made.id);
            }}
          />
        )}
        {opened && <CategorySheet category={opened} onClose={() => setOpen(null)} />}
      </Suspense>
    </Card>
  );
}
