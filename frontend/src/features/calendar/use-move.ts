import { useMutation, useMutationState, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";

import { toast } from "@/components/ui/toast";
import type { CalendarItem } from "@/lib/api/contract";
import { keys } from "@/lib/api/keys";
import { cancelPost, keepPost, schedulePost, type When } from "@/lib/api/posts";
import { useZone } from "@/lib/api/user";
import { useCalendarWords } from "@/lib/strings/en/calendar";
import { usePostWords } from "@/lib/strings/en/posts";
import { useUiWords } from "@/lib/strings/en/ui";
import { formatMoment, fromLocalInput } from "@/lib/time";

const moving = ["calendar", "move"];

interface Move {
  postId: string;
  when: When;
}

/** The posts with one of them at its new time. */
function shifted(items: CalendarItem[], { postId, when }: Move): CalendarItem[] {
  const at = fromLocalInput(when.local, when.zone).toISOString();
  return items.map((item) =>
    item.post_id === postId && item.state === "scheduled"
      ? { ...item, at, planned_local: when.local, zone: when.zone }
      : item,
  );
}

/**
 * The posts with what is being moved at its new time, before the server has agreed. It lies over what was read, so
 * that reading anew meanwhile moves nothing back.
 */
export function useWithMoves(items: CalendarItem[] | undefined): CalendarItem[] | undefined {
  const moves = useMutationState({
    filters: { mutationKey: moving, status: "pending" },
    select: ({ state }) => state.variables as Move,
  });
  return useMemo(() => items && moves.reduce(shifted, items), [items, moves]);
}

function useReschedule() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: moving,
    mutationFn: ({ postId, when }: Move) => schedulePost(postId, when),
    onSuccess: ({ post }, move) => {
      client.setQueriesData<CalendarItem[]>({ queryKey: keys.calendar }, (items) =>
        items ? shifted(items, move) : items,
      );
      keepPost(client, post);
    },
    onError: (error) => {
      toast.problem(error);
      void client.invalidateQueries({ queryKey: keys.calendar });
    },
  });
}

/** Moves a post to another time: at once on the page, with a way back, refused in words where it is too late. */
export function useMove() {
  const words = useCalendarWords();
  const posts = usePostWords();
  const ui = useUiWords();
  const zone = useZone();
  const { mutate } = useReschedule();

  return useCallback(
    (item: CalendarItem, when: When) => {
      const timeOf = ({ local, zone: own }: When) => formatMoment(fromLocalInput(local, own), zone, "moment");
      if (item.state !== "scheduled") {
        toast.note(words(item.state === "published" ? "out" : "settled"));
        return;
      }
      const before: When = { local: item.planned_local, zone: item.zone };
      if (before.local === when.local && before.zone === when.zone) return;
      if (fromLocalInput(when.local, when.zone).getTime() < Date.now() - 60_000) {
        toast.note(posts("past"));
        return;
      }
      mutate(
        { postId: item.post_id, when },
        {
          onSuccess: ({ notices }) => {
            toast.undo(words("moved", { time: timeOf(when) }), ui("undo"), () =>
              mutate(
                { postId: item.post_id, when: before },
                { onSuccess: () => toast.done(words("movedBack", { time: timeOf(before) })) },
              ),
            );
            notices.forEach((notice) => toast.note(notice));
          },
        },
      );
    },
    [mutate, words, posts, ui, zone],
  );
}

/** Takes a post off the calendar, with a way back. */
export function useTakeOff() {
  const words = useCalendarWords();
  const ui = useUiWords();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: keys.calendar });
  return useMutation({
    mutationFn: (item: CalendarItem) => cancelPost(item.post_id),
    onSuccess: ({ post }, item) => {
      keepPost(client, post);
      toast.undo(words("cancelled"), ui("undo"), () => {
        schedulePost(post.id, { local: item.planned_local, zone: item.zone })
          .then(() => toast.done(words("cancelledBack")), toast.problem)
          .finally(() => void refresh());
      });
    },
    onError: toast.problem,
    onSettled: refresh,
  });
}
