import { useId, type KeyboardEvent } from "react";

import type { Ground, Suggestion } from "@/lib/api/contract";
import { cn } from "@/lib/cn";
import { useGenerationWords } from "@/lib/strings/en/generation";

import { piecesOf, textsOf, type Piece, type Run, type Standing } from "./marks";

interface MarkedTextProps {
  suggestion: Suggestion;
  /** Opens the source of a sentence. Without it sentences are only marked. */
  onSentence?: (ground: Ground) => void;
  className?: string;
}

const looks: Record<Standing, string> = {
  grounded: "underline decoration-good decoration-2 underline-offset-4",
  unsupported: "bg-warn-soft text-warn-text underline decoration-warn decoration-wavy underline-offset-4",
  opinion: "",
};

function Words({ runs }: { runs: Run[] }) {
  return runs.map(({ text, flags }, index) => {
    if (flags.length === 0) return <span key={index}>{text}</span>;
    return (
      <mark
        key={index}
        title={flags.map(({ message }) => message).join(" ")}
        className={cn(
          "rounded-sm text-inherit",
          flags.some(({ blocking }) => blocking) ? "bg-bad-soft" : "bg-accent-soft",
        )}
      >
        {text}
      </mark>
    );
  });
}

function Sentence({
  piece: { ground, runs },
  told,
  onSentence,
}: {
  piece: Piece;
  told: string;
  onSentence: MarkedTextProps["onSentence"];
}) {
  if (!ground || ground.standing === "opinion" || !onSentence) {
    return (
      <span className={ground ? looks[ground.standing] : undefined}>
        <Words runs={runs} />
      </span>
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    onSentence(ground);
  };
  return (
    // A real button cannot be broken across lines.
    <span
      role="button"
      tabIndex={0}
      aria-describedby={`${told}-${ground.standing}`}
      onClick={() => onSentence(ground)}
      onKeyDown={onKeyDown}
      className={cn("cursor-pointer rounded-sm hover:bg-sunken", looks[ground.standing])}
    >
      <Words runs={runs} />
    </span>
  );
}

/** A suggestion's text, each sentence marked by what it rests on; part after part where it is a thread. */
export function MarkedText({ suggestion, onSentence, className }: MarkedTextProps) {
  const words = useGenerationWords();
  const told = useId();
  const texts = textsOf(suggestion);
  return (
    <div className={cn("flex flex-col gap-3", className)}>
      {texts.map((text, part) => (
        <div key={part}>
          {texts.length > 1 && (
            <p className="mb-1 text-xs text-ink-faint">{words("part", { number: part + 1 })}</p>
          )}
          <p dir="auto" className="text-base leading-relaxed break-words whitespace-pre-wrap">
            {piecesOf(text, part, suggestion.grounds, suggestion.flags).map((piece, index) => (
              <Sentence key={index} piece={piece} told={told} onSentence={onSentence} />
            ))}
          </p>
        </div>
      ))}
      <span hidden id={`${told}-grounded`}>
        {words("standing.groundedTold")}
      </span>
      <span hidden id={`${told}-unsupported`}>
        {words("standing.unsupportedTold")}
      </span>
    </div>
  );
}
