import { Plus } from "lucide-react";
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from "react";
import { Link } from "react-router";

import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { useCalendar } from "@/lib/api/calendar";
import { useConnections } from "@/lib/api/connections";
import { useNotes } from "@/lib/api/notes";
import { useZone } from "@/lib/api/user";
import { useNarrow } from "@/lib/media-query";
import { useShortcuts } from "@/lib/shortcuts";
import { useCalendarWords } from "@/lib/strings/en/calendar";
import { zoneName } from "@/lib/time";

import { FilteredOut, NeedsNote, NotesMissing, NothingPlanned } from "./Notices";
import { CalendarTools } from "./CalendarTools";
import { DayList } from "./DayList";
import { addDays, daysOf, firstWeekday, startOf, step, type DayKey } from "./days";
import { byDay, entriesOf, filterEntries, type Entry } from "./entries";
import type { Opened } from "./EntryWindow";
import type { GridProps } from "./grid";
import { HourGrid } from "./HourGrid";
import { MonthGrid } from "./MonthGrid";
import { notesByDay, type OpenedNote } from "./notes";
import { useMove, useTakeOff, useWithMoves } from "./use-move";
import { noFilters, useCalendarView, type CalendarView } from "./use-view";

const EntryWindow = lazy(() => import("./EntryWindow"));
const MoveDialog = lazy(() => import("./MoveDialog"));
const NoteDialog = lazy(() => import("./NoteDialog"));

function useEntries(view: CalendarView, days: DayKey[]) {
  const zone = useZone();
  const from = startOf(days[0] ?? view.day, zone);
  const to = startOf(addDays(days.at(-1) ?? view.day, 1), zone);
  const { platform, account, state, tag, campaign } = view;
  const query = useCalendar(from, to, { tag, campaign });
  const items = useWithMoves(query.data);
  const all = useMemo(() => entriesOf(items ?? [], zone), [items, zone]);
  const shown = useMemo(
    () => filterEntries(all, { platform, account, state }),
    [all, platform, account, state],
  );
  return { query, all, shown, grouped: useMemo(() => byDay(shown), [shown]) };
}

function useDayNotes(days: DayKey[], day: DayKey) {
  const { data, isError, refetch } = useNotes(days[0] ?? day, days.at(-1) ?? day);
  const notes = useMemo(() => notesByDay(data ?? []), [data]);
  return { notes, failed: isError && !data, again: () => void refetch() };
}

function useKeys(view: CalendarView, onNote: GridProps["onNote"]) {
  useShortcuts([
    { keys: "n", run: () => onNote({ day: view.day }) },
    { keys: "t", run: () => view.change({ day: view.today }) },
    { keys: "m", run: () => view.change({ view: "month" }) },
    { keys: "w", run: () => view.change({ view: "week" }) },
    { keys: "d", run: () => view.change({ view: "day" }) },
    { keys: "l", run: () => view.change({ view: "list" }) },
    { keys: "ArrowLeft", run: () => view.change({ day: step(view.view, view.day, -1) }) },
    { keys: "ArrowRight", run: () => view.change({ day: step(view.view, view.day, 1) }) },
  ]);
}

function Waiting() {
  return (
    <Loading className="grid grid-cols-7 gap-px overflow-hidden rounded-lg border border-line">
      {Array.from({ length: 35 }, (_, index) => (
        <Skeleton key={index} className="h-16 rounded-none sm:h-30" />
      ))}
    </Loading>
  );
}

function Grid({ view, narrow, grid }: { view: CalendarView; narrow: boolean; grid: GridProps }) {
  if (view.view === "month")
    return <MonthGrid {...grid} narrow={narrow} onPick={(day) => view.change({ day })} />;
  if (view.view === "list" || narrow) return <DayList {...grid} />;
  return <HourGrid {...grid} />;
}

/** What goes out when. */
export default function CalendarPage() {
  const words = useCalendarWords();
  const view = useCalendarView();
  const zone = useZone();
  const narrow = useNarrow();
  const connections = useConnections();
  const [first] = useState(() => firstWeekday());
  const days = useMemo(() => daysOf(view.view, view.day, first), [view.view, view.day, first]);
  const { query, all, shown, grouped } = useEntries(view, days);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [moving, setMoving] = useState<Entry | null>(null);
  const dragged = useRef<Entry | null>(null);
  const move = useMove();
  const takeOff = useTakeOff();
  const [noted, setNoted] = useState<OpenedNote | null>(null);
  const { notes, failed, again } = useDayNotes(days, view.day);
  useKeys(view, setNoted);

  const onOpen = useCallback((entry: Entry, element: HTMLElement) => setOpened({ entry, element }), []);
  const onDrag = useCallback((entry: Entry | null) => {
    dragged.current = entry;
  }, []);
  const onDrop = useCallback(
    (day: DayKey, hour: number | null) => {
      const entry = dragged.current;
      dragged.current = null;
      if (!entry) return;
      const time =
        hour === null ? entry.local.slice(11) : `${String(hour).padStart(2, "0")}:${entry.local.slice(14)}`;
      move(entry, { local: `${day}T${time}`, zone });
    },
    [move, zone],
  );
  const { change } = view;
  const onDay = useCallback((day: DayKey) => change({ day, view: "day" }), [change]);
  // The window shows the entry as it is now, not as it was when it was opened.
  const current = opened && all.find(({ publication_id }) => publication_id === opened.entry.publication_id);
  const needs = all.filter((entry) => entry.needs).length;
  const filtered = view.narrowedBy > 0;
  const grid: GridProps = {
    days,
    day: view.day,
    today: view.today,
    soon: view.soon,
    entries: grouped,
    notes,
    onNote: setNoted,
    onOpen,
    onDrag,
    onDrop,
    onDay,
  };

  return (
    <Page
      width="wide"
      title={words("title")}
      detail={words("zone", { zone: zoneName(zone) })}
      actions={
        <Button variant="primary" asChild>
          <Link to="/compose">
            <Plus aria-hidden />
            {words("newPost")}
          </Link>
        </Button>
      }
    >
      <CalendarTools view={view} days={days} filters={all.length > 0 || filtered} narrow={narrow} />
      {query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <Waiting />
      ) : (
        <div aria-busy={query.isPlaceholderData}>
          {needs > 0 && view.state !== "needs" && (
            <NeedsNote count={needs} onShow={() => view.change({ state: "needs" })} />
          )}
          {failed && <NotesMissing onAgain={again} />}
          {shown.length === 0 && filtered && !query.isPlaceholderData && (
            <FilteredOut onClear={() => view.change(noFilters)} />
          )}
          {all.length === 0 && notes.size === 0 && !filtered && !query.isPlaceholderData && (
            <NothingPlanned connected={(connections.data?.length ?? 0) > 0} soon={view.soon} />
          )}
          <Grid view={view} narrow={narrow} grid={grid} />
          {shown.some(({ state }) => state === "scheduled") && (
            <p className="mt-4 hidden text-sm text-ink-muted pointer-coarse:block">{words("hold")}</p>
          )}
        </div>
      )}
      <Suspense fallback={null}>
        {opened && current && (
          <EntryWindow
            opened={{ ...opened, entry: current }}
            narrow={narrow}
            onClose={() => setOpened(null)}
            onMove={() => {
              setOpened(null);
              setMoving(current);
            }}
            onTakeOff={() => {
              setOpened(null);
              takeOff.mutate(current);
            }}
          />
        )}
        {noted && (
          <NoteDialog
            key={"note" in noted ? noted.note.id : noted.day}
            opened={noted}
            onClose={() => setNoted(null)}
          />
        )}
        {moving && (
          <MoveDialog entry={moving} onClose={() => setMoving(null)} onMove={(when) => move(moving, when)} />
        )}
      </Suspense>
    </Page>
  );
}
