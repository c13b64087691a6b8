import { Pencil } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { EngineBadge, Flags, Nearness, PredictionLine, Standings } from "@/components/generated/Facts";
import { SuggestedText } from "@/components/generated/suggested-text";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Skeleton } from "@/components/ui/skeleton";
import type { BatchDraft } from "@/lib/api/contract";
import { usePlatforms } from "@/lib/api/platforms";
import { useDraftWords } from "@/lib/strings/en/drafts";

const DraftEditor = lazy(() => import("./DraftEditor"));

interface DraftTextProps {
  draft: BatchDraft;
  sourceId: string | null;
  /** Whether its words cannot be changed here (any more). */
  fixed: boolean;
}

/** One text of a batch with what is to be known of it; its words can be changed in their place. */
export function DraftText({ draft, sourceId, fixed }: DraftTextProps) {
  const words = useDraftWords();
  const [editing, setEditing] = useState(false);
  const name = usePlatforms().data?.find(({ key }) => key === draft.platform)?.name ?? draft.platform;
  const { suggestion } = draft;
  return (
    <div role="group" aria-label={name} className="flex flex-col gap-2">
      <header className="flex min-h-8 flex-wrap items-center gap-2 text-xs font-medium text-ink-muted">
        <PlatformMark platform={draft.platform} />
        {name}
        <EngineBadge suggestion={suggestion} />
        {draft.edited && <Badge>{words("list.edited")}</Badge>}
        {!fixed && !editing && (
          <Button size="sm" variant="ghost" className="ml-auto" onClick={() => setEditing(true)}>
            <Pencil aria-hidden />
            {words("list.edit")}
          </Button>
        )}
      </header>
      {editing && !fixed ? (
        <Suspense fallback={<Skeleton className="h-24 rounded-md" />}>
          <DraftEditor draft={draft} name={name} onClose={() => setEditing(false)} />
        </Suspense>
      ) : (
        <>
          <SuggestedText suggestion={suggestion} sourceId={sourceId} />
          <Standings suggestion={suggestion} />
          <Flags suggestion={suggestion} />
          <Nearness suggestion={suggestion} />
          <PredictionLine suggestion={suggestion} />
        </>
      )}
    </div>
  );
}
