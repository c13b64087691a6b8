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
import { useAutomationWords } from "@/lib/strings/en/automation";
import { weekdayName, weekdays } from "@/lib/weekdays";

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

function Grid({ times }: { times: BestTimes }) {
  const words = useAutomationWords();
  const [[day, hour], setCell] = useState<[number, number]>([0, 9]);
  const grid = useRef<HTMLTableElement>(null);
  const sentence = (d: number, h: number) => {
    const factor = times.factors[`${d}-${h}`];
    if (!factor) return "";
    return words("times.cell", {
      day: weekdayName(d, "long"),
      hour: hourName(h),
      value: number(factor.value),
      low: number(factor.low),
      high: number(factor.high),
      posts: factor.posts,
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const next: [number, number] = [(day + move[0] + 7) % 7, (hour + move[1] + 24) % 24];
    setCell(next);
    grid.current?.querySelector<HTMLElement>(`[data-cell="${next[0]}-${next[1]}"]`)?.focus();
  };
  return (
    <>
      <div className="relative min-w-0 overflow-x-auto p-1">
        <table
          ref={grid}
          aria-label={words("times.grid")}
          className="w-full min-w-xl table-fixed border-separate border-spacing-0.5 text-xs"
        >
          <thead>
            <tr>
              <th scope="col" className="w-12">
                <span className="sr-only">{words("times.weekday")}</span>
              </th>
              {hours.map((one) => (
                <th key={one} scope="col" className="font-normal text-ink-faint tabular-nums">
                  {one % 3 === 0 ? one : <span className="sr-only">{one}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weekdays.map((one) => (
              <tr key={one}>
                <th scope="row" className="pr-2 text-left font-normal text-ink-muted">
                  {weekdayName(one, "short")}
                </th>
                {hours.map((at) => {
                  const chosen = one === day && at === hour;
                  return (
                    <td key={at} className="p-0">
                      <button
                        type="button"
                        data-cell={`${one}-${at}`}
                        tabIndex={chosen ? 0 : -1}
                        aria-label={sentence(one, at)}
                        onKeyDown={onKeyDown}
                        onPointerEnter={() => setCell([one, at])}
                        onFocus={() => setCell([one, at])}
                        onClick={() => setCell([one, at])}
                        className={cn(
                          "block h-6 w-full rounded-sm",
                          shadeOf(times.factors[`${one}-${at}`]?.value ?? 1),
                          chosen && "ring-2 ring-ink",
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
      <p className="text-sm">{sentence(day, hour)}</p>
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
            <Grid times={data} />
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
