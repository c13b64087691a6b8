import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { asWriting } from "@/components/generated/as-post";
import { useConnections } from "@/lib/api/connections";
import type { Connection } from "@/lib/api/contract";
import { createPost, keepPost, schedulePost } from "@/lib/api/posts";
import { toProblem } from "@/lib/api/problem";

import type { Decision, Decisions } from "./decisions";
import type { Slot } from "./slots";

export interface Failure {
  slot: number;
  message: string;
}

interface Working {
  done: number;
  total: number;
}

/** Texts for platforms with an account come first: the first gives the post its common words. */
function writingOf(slot: Slot, connections: Connection[]) {
  const has = (platform: string) => connections.some((connection) => connection.platform === platform);
  const drafts = slot.drafts.toSorted(
    (one, other) => Number(has(other.platform)) - Number(has(one.platform)),
  );
  return asWriting(drafts, connections);
}

interface DecideOptions {
  decisions: Decisions;
  decide: (slot: number, decision: Decision | null) => void;
}

/** Turns chosen drafts into posts, one after the other, and says which of them were left as they are. */
export function useDecide({ decisions, decide }: DecideOptions) {
  const client = useQueryClient();
  const connections = useConnections().data ?? [];
  const [working, setWorking] = useState<Working | null>(null);
  const [failures, setFailures] = useState<Failure[]>([]);

  const postOf = async (slot: Slot): Promise<string> => {
    const before = decisions[slot.slot];
    // A post that exists already is not made again.
    if (before && before.kind !== "discarded") return before.post;
    const post = await createPost(writingOf(slot, connections));
    keepPost(client, post);
    decide(slot.slot, { kind: "approved", post: post.id });
    return post.id;
  };

  /** How many went well. */
  const each = async (slots: Slot[], act: (slot: Slot) => Promise<unknown>): Promise<number> => {
    const failed: Failure[] = [];
    setFailures([]);
    for (const [done, slot] of slots.entries()) {
      setWorking({ done, total: slots.length });
      try {
        await act(slot);
      } catch (error) {
        const { title, detail } = toProblem(error);
        failed.push({ slot: slot.slot, message: `${title} ${detail}`.trim() });
      }
    }
    setWorking(null);
    setFailures(failed);
    return slots.length - failed.length;
  };

  const approve = (slots: Slot[]) => each(slots, postOf);

  const plan = (slots: Slot[], times: string[], zone: string) =>
    each(slots, async (slot) => {
      const id = await postOf(slot);
      const { post } = await schedulePost(id, {
        local: `${slot.on}T${times[slot.number - 1] ?? times[0]}`,
        zone,
      });
      keepPost(client, post);
      decide(slot.slot, { kind: "planned", post: id });
    });

  return { approve, plan, each, postOf, working, failures };
}
