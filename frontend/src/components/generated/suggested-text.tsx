import { lazy, Suspense, useState } from "react";

import type { Ground, Suggestion } from "@/lib/api/contract";

import { sentenceOf } from "./marks";
import { MarkedText } from "./MarkedText";

const SourceSheet = lazy(() => import("./SourceSheet"));

interface SuggestedTextProps {
  suggestion: Suggestion;
  /** The document that it was written from; null where there is none. */
  sourceId: string | null;
}

/** A suggestion's text; a sentence shows its place in the document when it is pressed. */
export function SuggestedText({ suggestion, sourceId }: SuggestedTextProps) {
  const [open, setOpen] = useState<Ground | null>(null);
  return (
    <>
      <MarkedText suggestion={suggestion} onSentence={sourceId ? setOpen : undefined} />
      {open && sourceId && (
        <Suspense fallback={null}>
          <SourceSheet
            sourceId={sourceId}
            ground={open}
            sentence={sentenceOf(suggestion, open)}
            onClose={() => setOpen(null)}
          />
        </Suspense>
      )}
    </>
  );
}
