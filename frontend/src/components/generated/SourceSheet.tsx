import { ExternalLink } from "lucide-react";
import { Link } from "react-router";

import type { Ground } from "@/lib/api/contract";
import { usePassages, useSource } from "@/lib/api/sources";
import { useGenerationWords } from "@/lib/strings/en/generation";

import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { DialogRoot, Sheet } from "../ui/dialog";
import { ErrorState } from "../ui/error-state";
import { Loading, Skeleton } from "../ui/skeleton";
import { PassageShown } from "./PassageShown";

export interface SourceSheetProps {
  sourceId: string;
  ground: Ground;
  sentence: string;
  onClose: () => void;
}

const nearest = 2;

function Passages({ sourceId, ground, sentence }: Omit<SourceSheetProps, "onClose">) {
  const words = useGenerationWords();
  const source = useSource(sourceId);
  const known = ground.passage_ids.length > 0;
  const passages = usePassages(
    sourceId,
    known ? { ids: ground.passage_ids } : { words: sentence.slice(0, 500), limit: nearest },
  );
  if (source.isError || passages.isError) {
    return (
      <ErrorState
        error={source.error ?? passages.error}
        onRetry={() => void Promise.all([source.refetch(), passages.refetch()])}
      />
    );
  }
  if (!source.data || !passages.data) {
    return (
      <Loading className="flex flex-col gap-3">
        <Skeleton className="h-4 w-1/3" />
        <Skeleton className="h-96" />
      </Loading>
    );
  }
  if (passages.data.length === 0) return <p className="text-sm text-ink-muted">{words("source.none")}</p>;
  return (
    <div className="flex flex-col gap-5">
      {ground.standing === "unsupported" && <h3 className="text-sm font-medium">{words("source.near")}</h3>}
      {passages.data.map((passage) => (
        <PassageShown key={passage.id} source={source.data} passage={passage} />
      ))}
    </div>
  );
}

/** What a sentence rests on, shown in the document itself; or what the document does not say. */
export default function SourceSheet({ sourceId, ground, sentence, onClose }: SourceSheetProps) {
  const words = useGenerationWords();
  const unsupported = ground.standing === "unsupported";
  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Sheet
        title={words(unsupported ? "source.unsupportedTitle" : "source.groundedTitle")}
        detail={ground.reason || undefined}
        className="sm:max-w-xl"
      >
        <div className="flex flex-col gap-4">
          <blockquote dir="auto" className="rounded-md bg-sunken px-3 py-2 text-sm">
            {sentence}
          </blockquote>
          {ground.missing.length > 0 && (
            <p className="flex flex-wrap items-center gap-1.5 text-sm text-warn-text">
              {words("source.missing")}
              {ground.missing.map((one) => (
                <Badge key={one} tone="warn">
                  {one}
                </Badge>
              ))}
            </p>
          )}
          <Passages sourceId={sourceId} ground={ground} sentence={sentence} />
          <Button className="self-start" asChild>
            <Link to={`/content/documents?open=${encodeURIComponent(sourceId)}`}>
              <ExternalLink aria-hidden />
              {words("source.open")}
            </Link>
          </Button>
        </div>
      </Sheet>
    </DialogRoot>
  );
}
