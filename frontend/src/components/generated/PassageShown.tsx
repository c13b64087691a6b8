import { useState } from "react";

import type { Passage, Source } from "@/lib/api/contract";
import { usePassages } from "@/lib/api/sources";
import { cn } from "@/lib/cn";
import { useGenerationWords } from "@/lib/strings/en/generation";

import { ChartButton } from "../picture-maker/chart-button";
import { Skeleton } from "../ui/skeleton";

const around = 2;

/** The picture of a page with the places of a passage lit. */
function LitPage({ source, passage, page }: { source: Source; passage: Passage; page: number }) {
  const words = useGenerationWords();
  const [shown, setShown] = useState(false);
  const boxes = passage.boxes.filter((box) => box.page === page);
  return (
    <div className="relative overflow-hidden rounded-md border border-line">
      {!shown && <Skeleton className="h-96 rounded-none" />}
      <img
        src={(source.page_picture_url ?? "").replace("{page}", String(page))}
        alt={words("source.picture", { page })}
        onLoad={() => setShown(true)}
        className={cn("block w-full", !shown && "absolute opacity-0")}
      />
      {shown &&
        boxes.map((box, index) => (
          <span
            key={index}
            aria-hidden
            className="absolute rounded-sm bg-warn/30 ring-2 ring-warn"
            style={{
              left: `${box.left * 100}%`,
              top: `${box.top * 100}%`,
              width: `${(box.right - box.left) * 100}%`,
              height: `${(box.bottom - box.top) * 100}%`,
            }}
          />
        ))}
    </div>
  );
}

/** A table of a document. */
function Rows({ rows }: { rows: string[][] }) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-sm">
        <tbody>
          {rows.map((row, index) => (
            <tr key={index} className="border-b border-line last:border-0">
              {row.map((cell, place) => (
                <td key={place} className="py-1 pr-3 align-top">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Surroundings({ source, passage }: { source: Source; passage: Passage }) {
  const from = Math.max(0, passage.number - around);
  const { data = [passage] } = usePassages(source.id, { from, limit: 2 * around + 1 });
  return (
    <div
      dir={source.digest?.direction}
      className="flex flex-col gap-2 rounded-md border border-line p-3 text-sm"
    >
      {data.map((one) => {
        const text = one.rows.length > 0 ? <Rows rows={one.rows} /> : one.text;
        return one.id === passage.id ? (
          <mark key={one.id} className="block rounded-sm bg-warn-soft p-2 whitespace-pre-wrap text-ink">
            {text}
          </mark>
        ) : (
          <div key={one.id} className="px-2 whitespace-pre-wrap text-ink-muted">
            {text}
          </div>
        );
      })}
    </div>
  );
}

/** A passage where it stands: on the picture of its page, or among its neighbours. */
export function PassageShown({ source, passage }: { source: Source; passage: Passage }) {
  const words = useGenerationWords();
  const pages = source.page_picture_url ? [...new Set(passage.boxes.map(({ page }) => page))] : [];
  const { headings } = passage.place;
  return (
    <article className="flex flex-col gap-2">
      <header className="text-xs text-ink-faint">
        <p className="font-medium text-ink-muted">{passage.place.words}</p>
        {headings.length > 0 && <p>{headings.join(" › ")}</p>}
        {passage.certainty !== null && (
          <p>{words("source.sure", { percent: Math.round(passage.certainty * 100) })}</p>
        )}
      </header>
      {pages.length > 0 ? (
        <>
          <blockquote dir={source.digest?.direction} className="border-l-2 border-warn pl-3 text-sm">
            {passage.text}
          </blockquote>
          {pages.map((page) => (
            <LitPage key={page} source={source} passage={passage} page={page} />
          ))}
        </>
      ) : (
        <Surroundings source={source} passage={passage} />
      )}
      {passage.kind === "table" && <ChartButton sourceId={source.id} passageId={passage.id} />}
    </article>
  );
}
