import { useRef, useState, type KeyboardEvent } from "react";

import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ProblemNote } from "@/components/ui/error-state";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { accountName } from "@/lib/account-name";
import { useBestTimes } from "@/lib/api/automation";
import { useConnections } from "@/lib/api/connections";
import type { BestTimes } from "@/lib/api/contract";
import { cn } from "@/lib/cn";
import { useNarrow } from "@/lib/media-query";
import { useAutomationWords } from "@/lib/strings/en/automation";
import { weekdayName, weekdays } from "@/lib/weekdays";

/** So many hours stand under one name. */
const labelledEvery = 3;
const hours = Array.from({ length: 24 }, (_, hour) => hour);

const hourName = (hour: number) =>
  new Intl.DateTimeFormat(undefined, { hour: "numeric", timeZone: "UTC" }).format(hour * 3_600_000);
const number = (value: number) =>
  new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 }).format(value);

const shades = ["bg-accent/10", "bg-accent/25", "bg-accent/45", "bg-accent/70", "bg-accent"];

/** The shade of a factor: the usual number lies in the middle. */
function shadeOf(value: number): string {
  const place = [0.75, 0.95, 1.1, 1.3].filter((edge) => value >= edge).length;
  return shades[place] ?? "bg-sunken";
}

const moves: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** One hour of one weekday; 0 is Monday. */
interface Cell {
  day: number;
  hour: number;
}

const idOf = ({ day, hour }: Cell) => `${day}-${hour}`;

function useSentence(times: BestTimes) {
  const words = useAutomationWords();
  return (cell: Cell) => {
    const factor = times.factors[idOf(cell)];
    if (!factor) return "";
    const place = { day: weekdayName(cell.day, "long"), hour: hourName(cell.hour) };
    const value = number(factor.value);
    if (factor.posts === 0)
      return words(value === "1" ? "times.cellNoneUsual" : "times.cellNone", { ...place, value });
    const sure = { low: number(factor.low), high: number(factor.high), count: factor.posts };
    return words("times.cell", { ...place, value, ...sure });
  };
}

interface GridProps {
  times: BestTimes;
  /** Hours below each other, for a narrow screen, on which a day's do not fit beside each other. */
  upright: boolean;
}

function Grid({ times, upright }: GridProps) {
  const words = useAutomationWords();
  const [chosen, setChosen] = useState<Cell>({ day: 0, hour: 9 });
  const grid = useRef<HTMLTableElement>(null);
  const sentence = useSentence(times);
  const rows = upright ? hours : weekdays;
  const columns = upright ? weekdays : hours;
  const cellAt = (row: number, column: number): Cell =>
    upright ? { day: column, hour: row } : { day: row, hour: column };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const [days, hoursOn] = upright ? [move[1], move[0]] : move;
    const next = { day: (chosen.day + days + 7) % 7, hour: (chosen.hour + hoursOn + 24) % 24 };
    setChosen(next);
    grid.current?.querySelector<HTMLElement>(`[data-cell="${idOf(next)}"]`)?.focus();
  };
  return (
    <>
      <div className="relative min-w-0 p-1">
        <table
          ref={grid}
          aria-label={words("times.grid")}
          className="w-full table-fixed border-separate border-spacing-0.5 text-xs"
        >
          <thead>
            <tr>
              <th scope="col" className={upright ? "w-14" : "w-10"}>
                <span className="sr-only">{words(upright ? "times.hour" : "times.weekday")}</span>
              </th>
              {upright
                ? weekdays.map((day) => (
                    <th key={day} scope="col" className="font-normal text-ink-muted">
                      {weekdayName(day, "short")}
                    </th>
                  ))
                : hours
                    .filter((hour) => hour % labelledEvery === 0)
                    .map((hour) => (
                      <th
                        key={hour}
                        scope="colgroup"
                        colSpan={labelledEvery}
                        className="text-left font-normal whitespace-nowrap text-ink-faint tabular-nums"
                      >
                        {hourName(hour)}
                      </th>
                    ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row}>
                <th
                  scope="row"
                  className="pr-1 text-left font-normal whitespace-nowrap text-ink-muted tabular-nums"
                >
                  {upright ? hourName(row) : weekdayName(row, "short")}
                </th>
                {columns.map((column) => {
                  const cell = cellAt(row, column);
                  const isChosen = idOf(cell) === idOf(chosen);
                  return (
                    <td key={column} className="p-0">
                      <button
                        type="button"
                        data-cell={idOf(cell)}
                        tabIndex={isChosen ? 0 : -1}
                        aria-label={sentence(cell)}
                        onKeyDown={onKeyDown}
                        onPointerEnter={() => setChosen(cell)}
                        onFocus={() => setChosen(cell)}
                        onClick={() => setChosen(cell)}
                        className={cn(
                          "block h-6 w-full rounded-sm",
                          shadeOf(times.factors[idOf(cell)]?.value ?? 1),
                          isChosen && "ring-2 ring-ink",
                        )}
                      />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="flex items-center gap-1 text-xs text-ink-muted" aria-hidden>
        {words("times.fewer")}
        {shades.map((shade) => (
          <span key={shade} className={cn("size-3 rounded-sm", shade)} />
        ))}
        {words("times.more")}
      </p>
      <p className="text-sm">{sentence(chosen)}</p>
    </>
  );
}

/** When the followers of an account answer, with how sure that is. */
export function HeatMap({ ids }: { ids: string[] }) {
  const words = useAutomationWords();
  const connections = (useConnections().data ?? []).filter(({ id }) => ids.includes(id));
  const [chosen, setChosen] = useState("");
  const account = connections.find(({ id }) => id === chosen)?.id ?? connections[0]?.id ?? "";
  const { data, error } = useBestTimes(account);
  const narrow = useNarrow();
  if (!account) return null;
  return (
    <Card aria-labelledby="automation-times">
      <CardHeader
        id="automation-times"
        title={words("times.title")}
        detail={
          data &&
          (data.basis === "prior"
            ? words("times.basisPrior")
            : words("times.basisAccount", { count: data.posts }))
        }
        aside={
          connections.length > 1 && (
            <Select
              aria-label={words("times.account")}
              className="h-9 w-auto min-w-36"
              value={account}
              onChange={setChosen}
              options={connections.map((one) => ({ value: one.id, label: accountName(one) }))}
            />
          )
        }
      />
      <CardBody className="grid grid-cols-1 gap-3 pt-3">
        {data ? (
          <>
            <p className="text-xs text-ink-muted">{words("times.pick")}</p>
            <Grid times={data} upright={narrow} />
          </>
        ) : error ? (
          <ProblemNote error={error} />
        ) : (
          <Skeleton className="h-48" />
        )}
      </CardBody>
    </Card>
  );
}
