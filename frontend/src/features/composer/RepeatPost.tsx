import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";

import ChangeSheet from "@/components/recurring/change-sheet";
import RepeatSheet from "@/components/recurring/repeat-sheet";
import { toast } from "@/components/ui/toast";
import type { Labelling } from "@/lib/api/contract";
import { keys } from "@/lib/api/keys";
import { stopAsking, type When } from "@/lib/api/posts";
import { useBeginSeries, type SeriesFields } from "@/lib/api/series";
import { newId } from "@/lib/ids";
import { useRecurringWords } from "@/lib/strings/en/recurring";
import { formatMoment } from "@/lib/time";

import type { DraftKeeper } from "./draft-keeper";
import { rememberAccounts } from "./remembered-accounts";
import { writingOfSheet, type Sheet } from "./writing";

interface RepeatPostProps {
  keeper: DraftKeeper;
  sheet: Sheet;
  labels: Labelling;
  at: When;
  /** The recurring post that this was written for; null begins one. */
  seriesId: string | null;
  onClose: () => void;
}

/** Lets what is being written recur. The draft becomes the recurring post, so that it cannot go out a second time. */
export default function RepeatPost({ keeper, sheet, labels, at, seriesId, onClose }: RepeatPostProps) {
  const words = useRecurringWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const begin = useBeginSeries();
  const [ownId] = useState(() => newId("series"));
  const [unkept, setUnkept] = useState<unknown>(null);
  const writing = writingOfSheet(sheet);
  const { tags, campaign_id } = labels;

  const askAgain = useRef<() => void>(undefined);

  const keep = async () => {
    await keeper.flush();
    if (keeper.id) askAgain.current = stopAsking(keeper.id);
    return keeper.id;
  };
  useEffect(() => () => askAgain.current?.(), []);
  const leave = (id: string) => {
    rememberAccounts(writing.connection_ids);
    if (keeper.id) client.removeQueries({ queryKey: keys.post(keeper.id) });
    void navigate(`/recurring/${id}`);
  };
  const submit = async (fields: SeriesFields) => {
    setUnkept(null);
    try {
      const draft_id = (await keep()) ?? undefined;
      const { series } = await begin.mutateAsync({ id: ownId, fields: { ...fields, draft_id } });
      // Where its first post could not be planned, its own page says why.
      if (series.state === "active") {
        const next = series.next_at && formatMoment(series.next_at, series.zone, "moment");
        toast.done(words("form.begun"), next ? words("next", { time: next }) : undefined);
      }
      leave(series.id);
    } catch (problem) {
      askAgain.current?.();
      setUnkept(problem);
    }
  };

  if (seriesId !== null) {
    return (
      <ChangeSheet
        seriesId={seriesId}
        written={{ writing, labels: { tags, campaign_id }, keep }}
        onChanged={() => leave(seriesId)}
        onClose={onClose}
      />
    );
  }
  return (
    <RepeatSheet
      series={null}
      writing={writing}
      labels={{ tags, campaign_id }}
      at={at}
      writes={false}
      busy={begin.isPending}
      error={unkept}
      onSubmit={(fields) => void submit(fields)}
      onClose={onClose}
    />
  );
}
