import { useMutation, useQueryClient } from "@tanstack/react-query";

import { cancelPost, keepPost, publishPost, schedulePost, type PostAnswer, type When } from "@/lib/api/posts";
import { keys } from "@/lib/api/keys";
import { addToQueue } from "@/lib/api/queues";

import type { DraftKeeper } from "./draft-keeper";
import { savesItself } from "./use-sheet";

export type Order =
  | { kind: "publish" }
  | { kind: "schedule"; when: When }
  | { kind: "queue"; queue: string }
  | { kind: "cancel" };

async function carryOut(order: Order, id: string): Promise<PostAnswer> {
  if (order.kind === "publish") return publishPost(id);
  if (order.kind === "schedule") return schedulePost(id, order.when);
  if (order.kind === "queue") return addToQueue(order.queue, id);
  return cancelPost(id);
}

/** Saves what was typed, then sends, plans or takes back the post. */
export function useSending(keeper: DraftKeeper) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (order: Order) => {
      if (order.kind !== "cancel") await keeper.flush();
      if (keeper.id === null) throw new Error("A post without content has no id.");
      return carryOut(order, keeper.id);
    },
    onSuccess: ({ post }) => {
      keeper.adopt(post, savesItself(post));
      keepPost(client, post);
      void client.invalidateQueries({ queryKey: keys.queues });
    },
    // The refusal may mean that the post moved on without this page.
    onError: () => void client.invalidateQueries({ queryKey: keys.posts }),
  });
}
