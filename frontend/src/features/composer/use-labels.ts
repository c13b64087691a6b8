import { useEffect, useEffectEvent, useState } from "react";

import { toast } from "@/components/ui/toast";
import type { Labels, Post } from "@/lib/api/contract";
import { usePutLabels } from "@/lib/api/labels";

type Changes = Partial<Pick<Labels, "tags" | "campaign_id">>;

export interface Labelling {
  /** As they are shown; ahead of the server while a change is on its way. */
  labels: Labels;
  put: (changes: Changes) => void;
}

const none: Labels = { tags: [], campaign_id: null, version: 0 };

/**
 * The labels of what is written. They are stored apart from the text, at once; what was chosen for a post
 * that is not stored yet waits until it is.
 */
export function useLabels(post: Post | null): Labelling {
  const store = usePutLabels();
  const [wanted, setWanted] = useState<Changes | null>(null);
  const kept = post?.labels ?? none;
  const send = useEffectEvent((postId: string, changes: Changes) => {
    store.mutate(
      { postId, labels: { ...kept, ...changes } },
      {
        onSuccess: ({ notices }) => notices.forEach((notice) => toast.note(notice)),
        onError: toast.problem,
        // What came up meanwhile is sent next.
        onSettled: () => setWanted((current) => (current === changes ? null : current)),
      },
    );
  });
  const id = post?.id;
  const idle = !store.isPending;
  useEffect(() => {
    if (id && wanted && idle) send(id, wanted);
  }, [id, wanted, idle]);
  return {
    labels: { ...kept, ...wanted },
    put: (changes) => setWanted((current) => ({ ...current, ...changes })),
  };
}
