const place = /(\{\{[ \t]*[^{}\n]{1,40}?[ \t]*\}\})/;

/** A template's text with what is to be filled in marked. */
export function PlacedText({ text }: { text: string }) {
  return text.split(place).map((piece, index) =>
    index % 2 === 1 ? (
      <mark key={index} className="rounded-sm bg-accent-soft px-0.5 text-accent-text">
        {piece.slice(2, -2).trim()}
      </mark>
    ) : (
      piece
    ),
  );
}
