import { Check, Dices, PenLine, Pencil } from "lucide-react";
import { useState } from "react";
import { Link, useNavigate } from "react-router";

import { EngineBadge, Flags, Nearness, PredictionLine, Standings } from "@/components/generated/Facts";
import { textsOf } from "@/components/generated/marks";
import { SuggestedText } from "@/components/generated/suggested-text";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card as Box } from "@/components/ui/card";
import { Textarea } from "@/components/ui/input";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { Suggestion } from "@/lib/api/contract";
import { useGeneratorWords } from "@/lib/strings/en/generator";

import { CountLine } from "./CountLine";
import { SendButtons } from "./SendButtons";
import type { Card } from "./sheet";
import { useCardPost } from "./use-card-post";

interface ResultCardProps {
  card: Card;
  name: string;
  running: boolean;
  varying: boolean;
  onChange: (changes: Partial<Card>) => void;
  onReword: (texts: string[]) => void;
  onVary: () => void;
}

function Growing({ text }: { text: string }) {
  if (text === "") {
    return (
      <div className="flex flex-col gap-2">
        <Skeleton />
        <Skeleton />
        <Skeleton className="w-2/3" />
      </div>
    );
  }
  return (
    <p dir="auto" className="text-base leading-relaxed break-words whitespace-pre-wrap text-ink-muted">
      {text}
    </p>
  );
}

function Editor({
  suggestion,
  name,
  onReword,
}: {
  suggestion: Suggestion;
  name: string;
  onReword: (texts: string[]) => void;
}) {
  const words = useGeneratorWords();
  const texts = textsOf(suggestion);
  return (
    <div className="flex flex-col gap-3">
      {texts.map((text, part) => (
        <Textarea
          key={part}
          dir="auto"
          rows={Math.min(16, Math.max(4, text.split("\n").length + Math.ceil(text.length / 60)))}
          // The person asked to edit, so the caret goes where they will type.
          autoFocus={part === 0} // eslint-disable-line jsx-a11y/no-autofocus
          aria-label={
            part === 0
              ? words("card.text", { platform: name })
              : words("card.partText", { platform: name, number: part + 1 })
          }
          value={text}
          onChange={(event) =>
            onReword(texts.map((one, place) => (place === part ? event.target.value : one)))
          }
        />
      ))}
    </div>
  );
}

function Actions({
  card,
  suggestion,
  name,
  varying,
  editing,
  onEditing,
  onChange,
  onVary,
}: Omit<ResultCardProps, "running" | "onReword"> & {
  suggestion: Suggestion;
  editing: boolean;
  onEditing: (editing: boolean) => void;
}) {
  const words = useGeneratorWords();
  const navigate = useNavigate();
  const keep = useCardPost((post) => onChange({ post }));
  const compose = () => {
    keep(card).then((post) => void navigate(`/compose/${post.id}`), toast.problem);
  };
  const blocked = suggestion.flags.some(({ blocking }) => blocking);
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="sm" aria-pressed={editing} onClick={() => onEditing(!editing)}>
        {editing ? <Check aria-hidden /> : <Pencil aria-hidden />}
        {words(editing ? "card.editDone" : "card.edit")}
      </Button>
      <Button size="sm" busy={varying} onClick={onVary}>
        {!varying && <Dices aria-hidden />}
        {words("card.variation")}
      </Button>
      <Button size="sm" onClick={compose}>
        <PenLine aria-hidden />
        {words("card.compose")}
      </Button>
      <SendButtons card={card} name={name} blocked={blocked} onChange={onChange} keep={keep} />
    </div>
  );
}

/** One platform's text: as it comes, and when it is there with all that is known of it. */
export function ResultCard(props: ResultCardProps) {
  const { card, name, running, onReword } = props;
  const words = useGeneratorWords();
  const [editing, setEditing] = useState(false);
  const { suggestion } = card;
  const title = typeof suggestion?.options.title === "string" ? suggestion.options.title : null;
  return (
    <Box aria-label={words("card.label", { platform: name })} aria-busy={running && !suggestion}>
      <header className="flex flex-wrap items-center gap-2 px-5 pt-4">
        <PlatformMark platform={card.platform} />
        <h2 className="text-sm font-semibold">{name}</h2>
        {suggestion && <EngineBadge suggestion={suggestion} />}
        {card.edited && <Badge>{words("card.edited")}</Badge>}
        {running && !suggestion && (
          <span role="status" className="text-xs text-ink-faint">
            {words("writing")}
          </span>
        )}
      </header>
      <div className="flex flex-col gap-3 p-5 pt-3">
        {!suggestion && <Growing text={card.growing} />}
        {suggestion && (
          <>
            {title && <p className="text-base font-semibold">{title}</p>}
            {editing ? (
              <Editor suggestion={suggestion} name={name} onReword={onReword} />
            ) : (
              <SuggestedText suggestion={suggestion} sourceId={card.sourceId} />
            )}
            <CountLine platform={card.platform} suggestion={suggestion} />
            <Standings suggestion={suggestion} />
            <Flags suggestion={suggestion} />
            <Nearness suggestion={suggestion} />
            <PredictionLine suggestion={suggestion} />
            {card.sent ? (
              <p role="status" className="flex flex-wrap items-center gap-x-3 text-sm text-good-text">
                {card.sent === "scheduled"
                  ? words("card.scheduled", { time: card.time })
                  : words("card.sent")}
                {card.post && (
                  <Link className="rounded-sm underline underline-offset-4" to={`/compose/${card.post.id}`}>
                    {words("card.see")}
                  </Link>
                )}
              </p>
            ) : (
              <Actions {...props} suggestion={suggestion} editing={editing} onEditing={setEditing} />
            )}
          </>
        )}
      </div>
    </Box>
  );
}
