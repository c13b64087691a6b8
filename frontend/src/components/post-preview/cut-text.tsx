import { useState } from "react";

import { entitiesOf } from "@/lib/x-text";

interface CutTextProps {
  text: string;
  /** After how many characters the platform hides the rest; null where it shows everything. */
  at: number | null;
  /** What the platform writes there. */
  more: string;
  /** Whether a line break ends what is shown first, after that many lines. */
  lines?: number;
}

/** The beginning of a text, no longer than the platform shows it. */
function beginning(text: string, at: number | null, lines: number): string {
  const byLines = text.split("\n").slice(0, lines).join("\n");
  if (at === null || Array.from(byLines).length <= at) return byLines;
  const cut = Array.from(byLines).slice(0, at).join("");
  return cut.replace(/\s+\S*$/, "") || cut;
}

/** A text with its links, mentions and hashtags in the platform's colour, cut where the platform cuts it. */
export function CutText({ text, at, more, lines = Infinity }: CutTextProps) {
  const [whole, setWhole] = useState(false);
  const typed = text.trim();
  const start = beginning(typed, at, lines);
  const shown = whole ? typed : start;
  const entities = entitiesOf(shown);
  const pieces = entities.flatMap(({ start: from, end }, index) => [
    shown.slice(entities[index - 1]?.end ?? 0, from),
    <span key={from} className="text-(--p-link)">
      {shown.slice(from, end)}
    </span>,
  ]);
  return (
    <p dir="auto" className="text-sm leading-5 break-words whitespace-pre-wrap text-(--p-ink)">
      {pieces}
      {shown.slice(entities.at(-1)?.end ?? 0)}
      {shown.length < typed.length && (
        <>
          {"… "}
          <button type="button" className="font-medium text-(--p-muted)" onClick={() => setWhole(true)}>
            {more}
          </button>
        </>
      )}
    </p>
  );
}
