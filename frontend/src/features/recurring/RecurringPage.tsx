import { Plus, Repeat } from "lucide-react";
import { lazy, Suspense } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";

import { Answered } from "@/components/ui/answered";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Page } from "@/components/ui/page";
import { Segmented } from "@/components/ui/segmented";
import { useConnections } from "@/lib/api/connections";
import { useSeriesList } from "@/lib/api/series";
import { samePage } from "@/lib/routes";
import { useRecurringWords } from "@/lib/strings/en/recurring";

import { SeriesCard } from "./SeriesCard";

const SeriesSheet = lazy(() => import("./SeriesSheet"));

const states = ["all", "active", "paused", "ended"] as const;
type State = (typeof states)[number];
const compose = "/compose?repeat";

function None() {
  const words = useRecurringWords();
  const noAccount = useConnections().data?.length === 0;
  return (
    <EmptyState
      icon={Repeat}
      title={words("none.title")}
      detail={words(noAccount ? "none.noAccount" : "none.detail")}
      action={
        <Button variant="primary" asChild>
          {noAccount ? (
            <Link to="/platforms">{words("none.connect")}</Link>
          ) : (
            <Link to={compose}>
              <Plus aria-hidden />
              {words("none.begin")}
            </Link>
          )}
        </Button>
      }
    />
  );
}

interface ListProps {
  state: State;
  query: ReturnType<typeof useSeriesList>;
  onDates: (id: string) => void;
  onAll: () => void;
}

function List({ state, query, onDates, onAll }: ListProps) {
  const words = useRecurringWords();
  return (
    <Answered query={query} among="flex flex-col gap-4" shape="h-44 rounded-lg" shapes={3}>
      {({ pages }) => {
        const all = pages.flatMap(({ series }) => series);
        if (all.length === 0 && state === "all") return <None />;
        if (all.length === 0 && state !== "all")
          return (
            <p role="status" className="text-sm text-ink-muted">
              {words(`none.${state}`)}{" "}
              <Button variant="link" onClick={onAll}>
                {words("none.showAll")}
              </Button>
            </p>
          );
        return (
          <>
            <ul aria-label={words("list")} className="flex flex-col gap-4">
              {all.map((series) => (
                <li key={series.id}>
                  <SeriesCard series={series} onDates={() => onDates(series.id)} />
                </li>
              ))}
            </ul>
            {query.hasNextPage && (
              <Button
                className="mt-4"
                busy={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {words("more")}
              </Button>
            )}
          </>
        );
      }}
    </Answered>
  );
}

/** The posts that recur by a rule. */
export default function RecurringPage() {
  const words = useRecurringWords();
  const navigate = useNavigate();
  const { seriesId } = useParams();
  const [search, setSearch] = useSearchParams();
  const state: State = states.find((one) => one === search.get("state")) ?? "all";
  const query = useSeriesList(state);
  const isEmpty = state === "all" && query.data?.pages[0]?.series.length === 0;
  const show = (id: string | null) =>
    void navigate(
      { pathname: id ? `/recurring/${id}` : "/recurring", search: search.toString() },
      { state: samePage, preventScrollReset: true, replace: id === null },
    );
  const choose = (next: State) => setSearch(next === "all" ? {} : { state: next }, { replace: true });
  return (
    <Page
      title={words("title")}
      detail={words("detail")}
      actions={
        !isEmpty && (
          <Button asChild>
            <Link to={compose}>
              <Plus aria-hidden />
              {words("new")}
            </Link>
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-5">
        {!isEmpty && (
          <Segmented
            className="self-start max-sm:w-full"
            label={words("filter.label")}
            value={state}
            onChange={choose}
            options={states.map((value) => ({ value, label: words(`filter.${value}`) }))}
          />
        )}
        <div>
          <List state={state} query={query} onDates={show} onAll={() => choose("all")} />
        </div>
      </div>
      {seriesId && (
        <Suspense fallback={null}>
          <SeriesSheet key={seriesId} id={seriesId} onClose={() => show(null)} />
        </Suspense>
      )}
    </Page>
  );
}
