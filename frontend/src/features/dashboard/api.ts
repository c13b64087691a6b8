import { useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { useAutomationStatus } from "@/lib/api/automation";
import { useCalendar } from "@/lib/api/calendar";
import { api } from "@/lib/api/client";
import type { CalendarItem, DashboardNumbers, Health, Metrics, Post } from "@/lib/api/contract";
import { keys } from "@/lib/api/keys";
import { isMoving, publicationQuery } from "@/lib/api/publications";

const dayMs = 86_400_000;
const daysEachWay = 30;
const whileMoving = 2_000;
// Live updates do the work; this heals what a lost stream may have missed.
const otherwise = 60_000;

/** Whole days, so that the range keeps its name in the cache until midnight (UTC). */
function rangeAround(now: number): [Date, Date] {
  const today = Math.floor(now / dayMs) * dayMs;
  return [new Date(today - daysEachWay * dayMs), new Date(today + (daysEachWay + 1) * dayMs)];
}

/** Whether it is about to change by itself. */
export function moves({ state, at, hold }: CalendarItem): boolean {
  return isMoving({ state, due_at: at, hold: hold && { code: hold, message: "" } });
}

/** What was due in the last thirty days and what is in the next thirty. */
export function useAround(now: Date) {
  const query = useCalendar(...rangeAround(now.getTime()));
  const { data, refetch } = query;
  const pace = data?.some(moves) ? whileMoving : otherwise;
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void refetch();
    }, pace);
    return () => clearInterval(timer);
  }, [pace, refetch]);
  return query;
}

/** Whether anything was ever written here. */
export function useHasPosts() {
  const filter = { limit: 1 };
  return useQuery({
    queryKey: keys.postList(filter),
    queryFn: async () => (await api.get<{ posts: Post[] }>("/posts", { params: filter })).data.posts,
    select: (posts) => posts.length > 0,
  });
}

/** The numbers of some publications; null for those that are not read yet or have none. */
export function useNumbers(ids: string[]): (Metrics | null)[] {
  const answers = useQueries({ queries: ids.map(publicationQuery) });
  return answers.map(({ data }) => data?.metrics ?? null);
}

/** Schedules again what one stop cancelled, and runs. */
export function useUndoStop() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (batch: string) => api.post("/publishing/undo-stop", { batch }),
    onSettled: () =>
      Promise.all(
        [keys.user, keys.automation, keys.dashboard, keys.calendar, keys.posts, keys.publications].map(
          (queryKey) => client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

/** The numbers of the morning, and what happened lately. */
export function useDashboardNumbers() {
  return useQuery({
    queryKey: keys.dashboard,
    queryFn: async () => (await api.get<DashboardNumbers>("/dashboard")).data,
    refetchInterval: otherwise,
  });
}

/** How many posts of the automation wait for a person's word. */
export function useToReview(): number {
  const state = useDashboardNumbers().data?.automation_status ?? "off";
  return useAutomationStatus(state !== "off").data?.to_review ?? 0;
}

/** How every account stands. */
export function useHealth() {
  return useQuery({
    queryKey: keys.health,
    queryFn: async () => (await api.get<{ health: Health[] }>("/connections/health")).data.health,
    staleTime: otherwise,
  });
}
