import { entitiesOf } from "@/lib/x-text";

/** A text with its links, mentions, hashtags and cashtags in the colour of links, as X draws them. */
export function RichText({ text }: { text: string }) {
  const entities = entitiesOf(text);
  const pieces: { text: string; marked: boolean; start: number }[] = [];
  let reached = 0;
  for (const { kind, start, end } of entities) {
    pieces.push({ text: text.slice(reached, start), marked: false, start: reached });
    const shown = text.slice(start, end);
    pieces.push({ text: kind === "link" ? shortened(shown) : shown, marked: true, start });
    reached = end;
  }
  pieces.push({ text: text.slice(reached), marked: false, start: reached });
  return pieces.map(({ text: piece, marked, start }) =>
    marked ? (
      <span key={start} className="text-(--x-link)">
        {piece}
      </span>
    ) : (
      piece
    ),
  );
}

const longestShown = 27;

/** X hides the scheme and cuts long addresses. */
function shortened(address: string): string {
  const bare = address.replace(/^https?:\/\/(www\.)?/i, "");
  return bare.length > longestShown ? `${bare.slice(0, longestShown)}…` : bare;
}
