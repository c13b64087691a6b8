import { useState } from "react";
import { useNavigate } from "react-router";

import { DialogRoot, Sheet } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { Labelling, Series } from "@/lib/api/contract";
import { createPost, writingOf, type Writing } from "@/lib/api/posts";
import { resumeSeries, useChangeSeries, useSeries, type SeriesFields } from "@/lib/api/series";
import { useRecurringWords } from "@/lib/strings/en/recurring";

import RepeatSheet from "./repeat-sheet";

/** What is written in a composer around the sheet, to take the place of what the series said. */
export interface WrittenElsewhere {
  writing: Writing;
  labels: Labelling;
  /** Keeps it as a draft and gives that draft's id. */
  keep: () => Promise<string | null>;
}

interface ChangeSheetProps {
  seriesId: string;
  /** The series, where it is shown already. */
  known?: Series;
  /** Null: text, accounts and labels are changed here. */
  written?: WrittenElsewhere | null;
  onChanged?: () => void;
  onClose: () => void;
}

/** Changes a recurring post as it is now. */
export default function ChangeSheet(props: ChangeSheetProps) {
  const { seriesId, known = null, written = null, onChanged, onClose } = props;
  const words = useRecurringWords();
  const navigate = useNavigate();
  const found = useSeries(seriesId, known === null);
  const change = useChangeSeries();
  const [keeping, setKeeping] = useState(false);
  const [keepProblem, setKeepProblem] = useState<unknown>(null);
  // What is typed rests on the version that was shown, though a newer one may come meanwhile.
  const [opened, setOpened] = useState(known);
  if (opened === null && found.data) setOpened(found.data.series);

  if (opened === null) {
    return (
      <DialogRoot open onOpenChange={(open) => !open && onClose()}>
        <Sheet className="sm:max-w-xl" title={words("form.changeTitle")}>
          {found.error ? (
            <ErrorState
              error={found.error}
              onRetry={() => void found.refetch()}
              retrying={found.isFetching}
            />
          ) : (
            <Loading className="flex flex-col gap-4">
              <Skeleton className="h-24" />
              <Skeleton className="h-40" />
            </Loading>
          )}
        </Sheet>
      </DialogRoot>
    );
  }

  const submit = async (fields: SeriesFields, resume: boolean) => {
    setKeepProblem(null);
    setKeeping(true);
    try {
      const draft_id = (await written?.keep()) ?? undefined;
      const { series, told } = await change.mutateAsync({
        id: opened.id,
        version: opened.version,
        fields: { ...fields, draft_id },
      });
      const resumed = resume && series.state === "paused" ? (await resumeSeries(series.id)).series : series;
      const said = words(resumed.state === "paused" ? "form.savedPaused" : "form.saved");
      toast.done(said, [resumed.problem, ...told].filter(Boolean).join(" ") || undefined);
      onChanged?.();
      onClose();
    } catch (problem) {
      setKeepProblem(problem);
    } finally {
      setKeeping(false);
    }
  };

  const compose = async (writing: Writing, labels: Labelling) => {
    try {
      const draft = await createPost(writing, undefined, labels);
      void navigate(`/compose/${draft.id}?series=${opened.id}`);
    } catch (problem) {
      setKeepProblem(problem);
    }
  };

  return (
    <RepeatSheet
      key={opened.version}
      series={opened}
      writing={written?.writing ?? writingOf(opened)}
      labels={written?.labels ?? { tags: opened.tags, campaign_id: opened.campaign_id }}
      writes={written === null}
      busy={keeping}
      error={keepProblem}
      onSubmit={(fields, resume) => void submit(fields, resume)}
      onClose={onClose}
      onCompose={(writing, labels) => void compose(writing, labels)}
      onReload={() =>
        void found.refetch().then(({ data }) => {
          setKeepProblem(null);
          if (data) setOpened(data.series);
        })
      }
    />
  );
}
