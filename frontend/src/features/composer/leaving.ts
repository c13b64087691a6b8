import type { Post, Publication } from "@/lib/api/contract";

const soon = 2_000;

/** What is due leaves in the next second, so to the person it is already being sent. */
export const isLeaving = ({ state, hold, due_at }: Publication) =>
  state === "scheduled" && !hold && new Date(due_at).getTime() <= Date.now() + soon;

/** Whether a post is no longer its author's to change: sent, being sent, or about to be. */
export const isGone = ({ state, publications }: Post) =>
  (state !== "draft" && state !== "scheduled") || publications.some(isLeaving);
