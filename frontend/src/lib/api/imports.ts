import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "./client";
import type { CheckedFile, Import, ImportRow, Labelling } from "./contract";
import { keys } from "./keys";

export type DateOrder = CheckedFile["file"]["date_order"];

/** What holds where a row says nothing, and how the file is to be read. */
export interface ImportChoices {
  zone: string;
  accounts: string[];
  order: DateOrder;
  /** Rows, too, that an earlier file brought in. */
  again: boolean;
  /** For every row: the tags beside its own, the campaign where it names none. */
  labels: Labelling;
}

const patience = 120_000;
const whileRunning = 1_000;
const at = (id: string) => `/imports/${encodeURIComponent(id)}`;

export const isUnderWay = ({ state }: Import) => state === "waiting" || state === "running";

function formOf(file: File, { zone, accounts, order, again, labels }: ImportChoices): FormData {
  const form = new FormData();
  form.append("file", file, file.name);
  form.append("zone", zone);
  form.append("connection_ids", accounts.join(","));
  form.append("date_order", order);
  form.append("again", String(again));
  form.append("tags", labels.tags.join(","));
  form.append("campaign_id", labels.campaign_id ?? "");
  return form;
}

/** What would happen to each row. Nothing is kept. */
export const checkImport = async (file: File, choices: ImportChoices) =>
  (await api.post<CheckedFile>("/imports/check", formOf(file, choices), { timeout: patience })).data;

interface Begin {
  file: File;
  choices: ImportChoices;
  allOrNothing: boolean;
  /** The same for the same press: were the answer lost, the next one brings nothing in twice. */
  key: string;
}

/** Brings a file's rows in; they come one after the other. */
export function useBeginImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ file, choices, allOrNothing, key }: Begin) => {
      const form = formOf(file, choices);
      form.append("all_or_nothing", String(allOrNothing));
      const { data } = await api.post<{ imported: Import }>("/imports", form, {
        timeout: patience,
        headers: { "Idempotency-Key": key },
      });
      return data.imported;
    },
    onSuccess: (begun) => {
      client.setQueryData(keys.importOf(begun.id), begun);
      return client.invalidateQueries({ queryKey: [...keys.imports, "list"] });
    },
  });
}

/** One import, asked again while it is under way. */
export function useImport(id: string) {
  return useQuery({
    queryKey: keys.importOf(id),
    queryFn: async () => (await api.get<{ imported: Import }>(at(id))).data.imported,
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? whileRunning : false),
  });
}

interface RowPage {
  rows: ImportRow[];
  next_cursor: number | null;
}

/** What became of its rows, those that were refused alone or all. */
export function useImportRows(id: string, refusedOnly: boolean, done: number) {
  return useInfiniteQuery({
    queryKey: [...keys.importRows(id), refusedOnly, done],
    queryFn: async ({ pageParam }) =>
      (
        await api.get<RowPage>(`${at(id)}/rows`, {
          params: {
            cursor: pageParam,
            limit: refusedOnly ? 500 : 100,
            state: refusedOnly ? "refused" : "all",
          },
        })
      ).data,
    initialPageParam: null as number | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    placeholderData: (before) => before,
  });
}

/** Brings in no more of it. */
export function useCancelImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) =>
      (await api.post<{ imported: Import }>(`${at(id)}/cancel`, {})).data.imported,
    onSuccess: (cancelled) => client.setQueryData(keys.importOf(cancelled.id), cancelled),
  });
}

/** The latest imports. */
export function useImports() {
  return useQuery({
    queryKey: [...keys.imports, "list"],
    queryFn: async () =>
      (await api.get<{ imports: Import[] }>("/imports", { params: { limit: 10 } })).data.imports,
  });
}

export const templateAddress = "/api/imports/template";

/** The address of a CSV file with posts: those due between two moments, of these states; empty: all. */
export function exportAddress(since: string | null, until: string | null, states: string[]): string {
  const query = new URLSearchParams();
  if (since) query.set("since", since);
  if (until) query.set("until", until);
  if (states.length > 0) query.set("states", states.join(","));
  return `/api/exports/posts?${query}`;
}
