import { PenLine, RefreshCw, Trash2, Undo2 } from "lucide-react";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { BatchDecision } from "@/lib/api/contract";
import { useDomains } from "@/lib/api/generation";
import { useDraftWords } from "@/lib/strings/en/drafts";

import { formatDay } from "./BatchProgress";
import { isOpen } from "./decisions";
import { DraftText } from "./DraftText";
import type { Slot } from "./slots";

interface SlotCardProps {
  slot: Slot;
  sourceId: string | null;
  decision: BatchDecision | undefined;
  chosen: boolean;
  busy: boolean;
  failure: string | undefined;
  onChoose: (chosen: boolean) => void;
  onOpen: () => void;
  onDiscard: () => void;
  onRestore: () => void;
  onRegenerate: () => void;
}

/** One post of a batch with its texts, and what can be done with it. */
export function SlotCard(props: SlotCardProps) {
  const { slot, decision, chosen, busy, failure } = props;
  const words = useDraftWords();
  const domain = useDomains().data?.find(({ id }) => id === slot.domain)?.name ?? slot.domain;
  const discarded = decision?.standing === "discarded";
  return (
    <article
      aria-busy={busy}
      className="flex gap-3 rounded-lg border border-line bg-surface p-4 shadow-sm [contain-intrinsic-size:auto_14rem] [content-visibility:auto] has-checked:border-accent"
    >
      <input
        type="checkbox"
        checked={chosen}
        disabled={discarded || busy}
        aria-label={words("list.choose", { day: formatDay(slot.on), number: slot.number })}
        onChange={(event) => props.onChoose(event.target.checked)}
        className="mt-1 size-4.5 shrink-0 accent-accent"
      />
      <div className="flex min-w-0 flex-1 flex-col gap-3">
        <div className="flex flex-wrap items-center gap-2">
          <Badge>{domain}</Badge>
          {decision && (
            <Badge tone={discarded || isOpen(decision) ? "neutral" : "good"} dot>
              {words(`list.${decision.standing}`)}
            </Badge>
          )}
        </div>
        {!discarded && (
          <div className="flex flex-col gap-4 divide-y divide-line [&>*:not(:last-child)]:pb-4">
            {slot.drafts.map((draft) => (
              <DraftText
                key={draft.id}
                draft={draft}
                sourceId={props.sourceId}
                fixed={busy || !isOpen(decision)}
              />
            ))}
          </div>
        )}
        {failure && (
          <p role="alert" className="text-sm text-bad-text">
            {failure}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          {discarded ? (
            <Button size="sm" onClick={props.onRestore}>
              <Undo2 aria-hidden />
              {words("list.restore")}
            </Button>
          ) : (
            <>
              <Button size="sm" disabled={busy} onClick={props.onOpen}>
                <PenLine aria-hidden />
                {words("list.open")}
              </Button>
              {isOpen(decision) && (
                <>
                  <Button size="sm" busy={busy} onClick={props.onRegenerate}>
                    {!busy && <RefreshCw aria-hidden />}
                    {words("list.regenerate")}
                  </Button>
                  <Button size="sm" variant="ghost" disabled={busy} onClick={props.onDiscard}>
                    <Trash2 aria-hidden />
                    {words("list.discard")}
                  </Button>
                </>
              )}
            </>
          )}
        </div>
      </div>
    </article>
  );
}
