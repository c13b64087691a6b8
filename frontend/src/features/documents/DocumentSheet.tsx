import { Download } from "lucide-react";
import { useState } from "react";

import { PassageShown } from "@/components/generated/PassageShown";
import { Button } from "@/components/ui/button";
import { DialogRoot, Sheet } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import type { Passage, Source } from "@/lib/api/contract";
import { originalOf, useAllPassages, usePassages, useSource } from "@/lib/api/sources";
import { useSettled } from "@/lib/debounce";
import { cn } from "@/lib/cn";
import { useDocumentWords } from "@/lib/strings/en/documents";

const found = 8;

function Line({ passage, onPress }: { passage: Passage; onPress: () => void }) {
  return (
    <li>
      <button
        type="button"
        onClick={onPress}
        className="w-full rounded-md px-2 py-1.5 text-left text-sm hover:bg-sunken"
      >
        <span className="block text-xs text-ink-faint">{passage.place.words}</span>
        <span
          dir="auto"
          className={cn("block whitespace-pre-wrap", passage.kind === "heading" && "font-semibold")}
        >
          {passage.text}
        </span>
      </button>
    </li>
  );
}

function Passages({ source, words: sought }: { source: Source; words: string }) {
  const words = useDocumentWords();
  const [lit, setLit] = useState<string | null>(null);
  const all = useAllPassages(source.id, sought === "");
  const answers = usePassages(source.id, sought === "" ? null : { words: sought, limit: found });
  const asked = sought === "" ? all : answers;
  const shown = sought === "" ? (all.data?.pages.flatMap(({ passages }) => passages) ?? []) : answers.data;
  if (asked.isError) return <ErrorState error={asked.error} onRetry={() => void asked.refetch()} />;
  if (asked.isPending || !shown) {
    return (
      <Loading className="flex flex-col gap-3">
        <Skeleton className="h-16" />
        <Skeleton className="h-16" />
        <Skeleton className="h-16" />
      </Loading>
    );
  }
  if (shown.length === 0) return <p className="text-sm text-ink-muted">{words("none")}</p>;
  return (
    <>
      <ul aria-label={words("passagesTitle")} className="-mx-2 flex flex-col gap-1">
        {shown.map((passage) =>
          passage.id === lit ? (
            <li key={passage.id} className="rounded-md bg-sunken p-3">
              <PassageShown source={source} passage={passage} />
            </li>
          ) : (
            <Line key={passage.id} passage={passage} onPress={() => setLit(passage.id)} />
          ),
        )}
      </ul>
      {sought === "" && all.hasNextPage && (
        <Button className="mt-3" busy={all.isFetchingNextPage} onClick={() => void all.fetchNextPage()}>
          {words("more")}
        </Button>
      )}
    </>
  );
}

function Inside({ source }: { source: Source }) {
  const words = useDocumentWords();
  const [typed, setTyped] = useState("");
  const sought = useSettled(typed.trim(), 300);
  return (
    <div className="flex flex-col gap-4">
      <Field label={words("search")}>
        <Input type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </Field>
      <Passages source={source} words={sought} />
    </div>
  );
}

/** A document from within: its passages in reading order, or those that answer to words. */
export default function DocumentSheet({ sourceId, onClose }: { sourceId: string; onClose: () => void }) {
  const words = useDocumentWords();
  const source = useSource(sourceId);
  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Sheet
        title={source.data?.name ?? words("title")}
        className="sm:max-w-xl"
        footer={
          <Button asChild>
            <a href={originalOf(sourceId)} download>
              <Download aria-hidden />
              {words("original")}
            </a>
          </Button>
        }
      >
        {source.isError ? (
          <ErrorState error={source.error} onRetry={() => void source.refetch()} />
        ) : source.data ? (
          <Inside source={source.data} />
        ) : (
          <Loading>
            <Skeleton className="h-40" />
          </Loading>
        )}
      </Sheet>
    </DialogRoot>
  );
}
