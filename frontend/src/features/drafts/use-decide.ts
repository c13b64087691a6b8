import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { useDecideBatch } from "@/lib/api/batches";
import { keys } from "@/lib/api/keys";
import { keepPost, schedulePost } from "@/lib/api/posts";
import { toProblem } from "@/lib/api/problem";

import { postFrom, type Decisions } from "./decisions";
import type { Slot } from "./slots";

const atOnce = 20;

export interface Failure {
  slot: number;
  message: string;
}

interface Working {
  done: number;
  total: number;
}

const inWords = (error: unknown) => {
  const { title, detail } = toProblem(error);
  return `${title} ${detail}`.trim();
};

function* portions(slots: Slot[]) {
  for (let start = 0; start < slots.length; start += atOnce) yield slots.slice(start, start + atOnce);
}

/** Decides about chosen drafts, some at a time, and says which of them were left as they are. */
export function useDecide(batchId: string, decisions: Decisions) {
  const client = useQueryClient();
  const { mutateAsync: decide } = useDecideBatch(batchId);
  const [working, setWorking] = useState<Working | null>(null);
  const [failures, setFailures] = useState<Failure[]>([]);

  const settle = async (slots: Slot[], decision: "approved" | "discarded" | "open") => {
    const posts = new Map<number, string>();
    const failed: Failure[] = [];
    let done = 0;
    for (const portion of portions(slots)) {
      setWorking({ done, total: slots.length });
      try {
        const told = await decide({ slots: portion.map(({ slot }) => slot), decision });
        failed.push(...told.left);
        for (const { slot, post_id } of told.decisions) if (post_id) posts.set(slot, post_id);
      } catch (error) {
        failed.push(...portion.map(({ slot }) => ({ slot, message: inWords(error) })));
      }
      done += portion.length;
    }
    if (posts.size > 0) void client.invalidateQueries({ queryKey: [...keys.posts, "list"] });
    return { posts, failed };
  };

  const end = (count: number, failed: Failure[]) => {
    setWorking(null);
    setFailures(failed);
    return count - failed.length;
  };

  /** How many went well. */
  const all = async (slots: Slot[], decision: "approved" | "discarded" | "open") => {
    const { failed } = await settle(slots, decision);
    return end(slots.length, failed);
  };

  /** How many went well. */
  const each = async (slots: Slot[], act: (slot: Slot) => Promise<unknown>, failed: Failure[] = []) => {
    const total = slots.length + failed.length;
    for (const [done, slot] of slots.entries()) {
      setWorking({ done, total });
      try {
        await act(slot);
      } catch (error) {
        failed.push({ slot: slot.slot, message: inWords(error) });
      }
    }
    return end(total, failed);
  };

  /** The post of a slot, which is made where there is none yet. */
  const postOf = async (slot: Slot): Promise<string> => {
    const known = postFrom(decisions.get(slot.slot));
    if (known) return known;
    const { decisions: told, left } = await decide({ slots: [slot.slot], decision: "approved" });
    const post = told[0]?.post_id;
    if (!post) throw new Error(left[0]?.message);
    return post;
  };

  const plan = async (slots: Slot[], times: string[], zone: string) => {
    const known = new Map(slots.map(({ slot }) => [slot, postFrom(decisions.get(slot))]));
    const { posts, failed } = await settle(
      slots.filter(({ slot }) => !known.get(slot)),
      "approved",
    );
    const ready = slots.filter(({ slot }) => known.get(slot) ?? posts.get(slot));
    const count = await each(
      ready,
      async ({ slot, on, number }) => {
        const id = known.get(slot) ?? posts.get(slot) ?? "";
        const { post } = await schedulePost(id, { local: `${on}T${times[number - 1] ?? times[0]}`, zone });
        keepPost(client, post);
      },
      failed,
    );
    void client.invalidateQueries({ queryKey: keys.batchDecisions(batchId) });
    return count;
  };

  return { all, each, plan, postOf, working, failures };
}
