import { Image, Pencil, RotateCcw, X } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { Badge, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Segmented } from "@/components/ui/segmented";
import { Moment } from "@/components/ui/time";
import { useConnections } from "@/lib/api/connections";
import type { CheckedRow, ImportCells } from "@/lib/api/contract";
import { cn } from "@/lib/cn";
import { useImportWords } from "@/lib/strings/en/importing";

import type { Line } from "./kept-sheet";
import { Problems } from "./Problems";

const RowSheet = lazy(() => import("./RowSheet"));

const tones: Record<CheckedRow["outcome"] | "left", Tone> = {
  schedule: "good",
  draft: "neutral",
  known: "neutral",
  leave_out: "neutral",
  refuse: "bad",
  left: "neutral",
};
const atOnce = 50;

/** Who it goes to, when, and with how many files: the small line above the text. */
function Facts({ row }: { row: CheckedRow }) {
  const words = useImportWords();
  const connections = useConnections();
  const platforms = row.connection_ids.flatMap(
    (id) => connections.data?.find((account) => account.id === id)?.platform ?? [],
  );
  const files = row.cells.media?.trim() ? row.cells.media.trim().split(/[\s,;|]+(?=https?:\/\/)/).length : 0;
  return (
    <>
      {row.at && <Moment iso={row.at} zone={row.zone} />}
      {platforms.length > 0 && (
        <span className="inline-flex gap-1.5">
          {[...new Set(platforms)].map((platform) => (
            <PlatformMark key={platform} platform={platform} className="size-3.5" />
          ))}
        </span>
      )}
      {files > 0 && (
        <span className="inline-flex items-center gap-1">
          <Image aria-hidden className="size-3.5" />
          {words("rows.media", { count: files })}
        </span>
      )}
    </>
  );
}

interface RowProps {
  line: Line;
  onMend: () => void;
  onLeave: (left: boolean) => void;
}

function Row({ line: { row, left }, onMend, onLeave }: RowProps) {
  const words = useImportWords();
  const { number, cells, outcome, problems } = row;
  const state = left ? "left" : outcome;
  return (
    <li className="flex flex-col gap-2 px-4 py-3 sm:flex-row sm:items-start sm:gap-4">
      <div className={cn("flex min-w-0 flex-1 flex-col gap-1.5", left && "opacity-60")}>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-muted tabular-nums">
          <span className="font-medium">{words("rows.row", { number })}</span>
          <Badge tone={tones[state]} dot>
            {words(`outcome.${state}`)}
          </Badge>
          <Facts row={row} />
        </p>
        <p dir="auto" className="line-clamp-2 text-sm break-words whitespace-pre-line">
          {cells.text?.trim() || cells.link?.trim() || words("rows.noText")}
        </p>
        {!left && <Problems problems={problems} />}
      </div>
      <div className="flex shrink-0 gap-2">
        {!left && (
          <Button size="sm" aria-label={words("rows.mendRow", { number })} onClick={onMend}>
            <Pencil aria-hidden />
            {words("rows.mend")}
          </Button>
        )}
        <Button
          size="sm"
          variant="ghost"
          aria-label={words(left ? "rows.takeRow" : "rows.leaveRow", { number })}
          onClick={() => onLeave(!left)}
        >
          {left ? <RotateCcw aria-hidden /> : <X aria-hidden />}
          {words(left ? "rows.take" : "rows.leave")}
        </Button>
      </div>
    </li>
  );
}

const isWrong = ({ left, row }: Line) => !left && row.outcome === "refuse";
const isReady = ({ left, row }: Line) => !left && (row.outcome === "schedule" || row.outcome === "draft");
const kinds = { all: () => true, wrong: isWrong, ready: isReady };

interface RowListProps {
  lines: Line[];
  checking: boolean;
  onMend: (number: number, cells: ImportCells) => void;
  onLeave: (number: number, left: boolean) => void;
}

/** The rows of a file, each with what will happen and what is wrong. */
export function RowList({ lines, checking, onMend, onLeave }: RowListProps) {
  const words = useImportWords();
  const [kind, setKind] = useState<keyof typeof kinds>("all");
  const [shown, setShown] = useState(atOnce);
  const [open, setOpen] = useState<number | null>(null);
  const found = lines.filter(kinds[kind]);
  const count = (of: keyof typeof kinds) => lines.filter(kinds[of]).length;
  const opened = lines.find(({ row }) => row.number === open);
  return (
    <section aria-labelledby="import-rows" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="import-rows" className="text-base font-semibold">
          {words("rows.title")}
        </h2>
        <Segmented
          label={words("rows.label")}
          value={kind}
          onChange={setKind}
          options={(["all", "wrong", "ready"] as const).map((value) => ({
            value,
            label: words(`rows.${value}`, { count: count(value) }),
          }))}
        />
      </div>
      <Card
        className={cn("overflow-hidden transition-opacity", checking && "opacity-60")}
        aria-busy={checking}
      >
        {found.length === 0 ? (
          <p className="p-5 text-sm text-ink-muted">{words("rows.none")}</p>
        ) : (
          <ol aria-label={words("rows.label")} className="divide-y divide-line">
            {found.slice(0, shown).map((line) => (
              <Row
                key={line.row.number}
                line={line}
                onMend={() => setOpen(line.row.number)}
                onLeave={(left) => onLeave(line.row.number, left)}
              />
            ))}
          </ol>
        )}
      </Card>
      {found.length > shown && (
        <Button className="self-center" onClick={() => setShown(shown + atOnce * 2)}>
          {words("rows.more")}
        </Button>
      )}
      {opened && (
        <Suspense fallback={null}>
          <RowSheet
            row={opened.row}
            onClose={() => setOpen(null)}
            onSave={(cells) => {
              setOpen(null);
              onMend(opened.row.number, cells);
            }}
          />
        </Suspense>
      )}
    </section>
  );
}
