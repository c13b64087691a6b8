import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from "@tanstack/react-query";

import { api } from "./client";
import type { Automation, AutomationStatus, BestTimes, PlannedEntry, Rehearsal } from "./contract";
import { keys } from "./keys";

/** The configuration alone, without how it stands. */
export type AutomationSettings = Omit<Automation, "state" | "state_changed_at" | "can_undo_stop">;

export type AutomationCommand = "start" | "pause" | "stop" | "undo-stop" | "emergency-stop";

interface Answer {
  automation: Automation | null;
  cleared: number;
}

const whileRunning = 30_000;

/** How the automation is set up; null where there is none yet. */
export function useAutomation() {
  return useQuery({
    queryKey: keys.automation,
    queryFn: async () => (await api.get<Answer>("/automation")).data.automation,
  });
}

async function fetchStatus(): Promise<AutomationStatus | null> {
  const { data } = await api.get<AutomationStatus>("/automation/status");
  return data.configured ? data : null;
}

/** How it stands now; null where there is none yet. Live updates renew it; the pace heals what a lost stream may have missed. */
export function useAutomationStatus(enabled = true) {
  return useQuery({
    enabled,
    queryKey: keys.automationStatus,
    queryFn: fetchStatus,
    refetchInterval: whileRunning,
  });
}

const stale = (client: QueryClient) =>
  Promise.all(
    [keys.automation, keys.dashboard, keys.user, keys.calendar, keys.posts, keys.publications].map(
      (queryKey) => client.invalidateQueries({ queryKey }),
    ),
  );

/** Starts, pauses or stops it. */
export function useAutomationCommand() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (command: AutomationCommand) =>
      (await api.post<Answer>(`/automation/${command}`, {})).data,
    onSuccess: ({ automation }) => {
      client.setQueryData(keys.automation, automation);
      return stale(client);
    },
  });
}

/** Keeps the configuration. With `enabled` it starts, too. */
export function useConfigure() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (settings: AutomationSettings) =>
      (await api.put<Answer>("/automation", settings)).data.automation,
    onSuccess: (automation) => {
      client.setQueryData(keys.automation, automation);
      void stale(client);
    },
  });
}

/** Lets nothing out through one account, or lets it out again. */
export function usePauseAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, paused }: { id: string; paused: boolean }) =>
      api.post(`/automation/accounts/${encodeURIComponent(id)}/${paused ? "pause" : "resume"}`, {}),
    onSuccess: () => stale(client),
  });
}

export interface EntriesFilter {
  state: "standing" | "to_review" | "all";
  limit: number;
}

interface EntriesPage {
  entries: PlannedEntry[];
  next_after: string | null;
}

const fetchEntries = async (params: EntriesFilter & { after?: string | null }) =>
  (await api.get<EntriesPage>("/automation/entries", { params })).data;

/** Planned posts in the order of their times. */
export function useEntries(filter: EntriesFilter) {
  return useQuery({ queryKey: keys.automationEntries(filter), queryFn: () => fetchEntries(filter) });
}

const reviewedAtOnce = 100;

/** What waits for review, in the order of its times, page by page. */
export function useReviewQueue() {
  const filter: EntriesFilter = { state: "to_review", limit: reviewedAtOnce };
  return useInfiniteQuery({
    queryKey: keys.automationEntries({ ...filter, paged: true }),
    queryFn: ({ pageParam }) => fetchEntries({ ...filter, after: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_after }) => next_after,
  });
}

/** When the followers of an account answer best. */
export function useBestTimes(connectionId: string) {
  return useQuery({
    queryKey: keys.bestTimes(connectionId),
    queryFn: async () =>
      (await api.get<BestTimes>(`/automation/best-times/${encodeURIComponent(connectionId)}`)).data,
    enabled: connectionId !== "",
    staleTime: 5 * 60_000,
  });
}

/** The countries, by code, whose holidays can be skipped. */
export function useHolidayCountries() {
  return useQuery({
    queryKey: keys.holidayCountries,
    queryFn: async () =>
      (await api.get<{ countries: string[] }>("/automation/holiday-countries")).data.countries,
    staleTime: Infinity,
  });
}

/** What the coming thirty days would bring if nobody did anything. */
export function useRehearsal() {
  return useQuery({
    queryKey: keys.rehearsal,
    queryFn: async () => (await api.get<Rehearsal>("/automation/rehearsal")).data,
    staleTime: 60_000,
  });
}
