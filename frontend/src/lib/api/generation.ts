import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, refreshAccess } from "./client";
import type { AiPreferences, AiUsage, Domain, Engine, Suggestion, Voice } from "./contract";
import { csrfToken } from "./csrf";
import { keys } from "./keys";
import { ApiProblem, toProblem } from "./problem";

/** What every request for texts says, in the words of the API. */
export interface Wish {
  custom_prompt: string;
  creativity_level: number;
  include_hashtags: boolean;
  include_emojis: boolean;
  uploaded_file_id: string | null;
  language: string;
  thread: boolean;
}

export interface GenerateWish extends Wish {
  domain: string;
  platforms: string[];
}

/** What all wishes have, without what only this kind has. */
export const wishOf = (wish: Wish): Wish => ({
  custom_prompt: wish.custom_prompt,
  creativity_level: wish.creativity_level,
  include_hashtags: wish.include_hashtags,
  include_emojis: wish.include_emojis,
  uploaded_file_id: wish.uploaded_file_id,
  language: wish.language,
  thread: wish.thread,
});

/** What comes while texts are written. `begin` voids what was shown of its platforms. */
export type Writing =
  | { kind: "begin"; engine: string; platforms: string[] }
  | { kind: "text"; platform: string; text: string }
  | { kind: "suggestion"; platform: string; suggestion: Suggestion }
  | { kind: "notice"; message: string };

interface StreamOptions {
  signal: AbortSignal;
  onEvent: (event: Writing) => void;
}

const ask = (wish: GenerateWish, signal: AbortSignal) =>
  fetch("/api/ai/generate-content/stream", {
    method: "POST",
    credentials: "include",
    signal,
    headers: {
      "Content-Type": "application/json",
      Accept: "text/event-stream, application/problem+json",
      "X-CSRF-Token": csrfToken() ?? "",
    },
    body: JSON.stringify(wish),
  });

async function refusalOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null);
  const shown = (body ?? {}) as Partial<Record<"code" | "title" | "detail", unknown>>;
  const text = (value: unknown, otherwise: string) => (typeof value === "string" ? value : otherwise);
  return new ApiProblem({
    status: response.status,
    code: text(shown.code, `http_${response.status}`),
    title: text(shown.title, "The texts could not be written."),
    detail: text(shown.detail, "Nothing was published. Try again shortly."),
  });
}

const lost = () =>
  new ApiProblem({
    status: 0,
    code: "answer_lost",
    title: "The connection was lost while the texts were written.",
    detail: "What had come is kept, and nothing was published. Write them again when you are online.",
  });

/** Cuts server-sent events out of what has arrived; the rest waits for more. */
export function eventsIn(arrived: string): { events: { name: string; data: unknown }[]; rest: string } {
  const blocks = arrived.replaceAll("\r\n", "\n").split("\n\n");
  const rest = blocks.pop() ?? "";
  const events = blocks.flatMap((block) => {
    const lines = block.split("\n");
    const of = (field: string) =>
      lines.filter((line) => line.startsWith(`${field}:`)).map((line) => line.slice(field.length + 1).trim());
    const [name] = of("event");
    const data = of("data").join("\n");
    return name && data ? [{ name, data: JSON.parse(data) as unknown }] : [];
  });
  return { events, rest };
}

function told(name: string, data: unknown): Writing | null {
  const row = data as Record<string, unknown>;
  if (name === "begin" || name === "text" || name === "notice") return { kind: name, ...row } as Writing;
  if (name !== "suggestion") return null;
  const { platform, ...suggestion } = row;
  return { kind: "suggestion", platform: String(platform), suggestion: suggestion as unknown as Suggestion };
}

async function readAll(body: ReadableStream<Uint8Array>, onEvent: StreamOptions["onEvent"]): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw lost();
    const arrived = eventsIn(rest + decoder.decode(value, { stream: true }));
    rest = arrived.rest;
    for (const { name, data } of arrived.events) {
      if (name === "done") return;
      if (name === "problem") {
        const { code, detail } = data as { code: string; detail: string };
        throw new ApiProblem({ status: 500, code, title: "The texts could not be written.", detail });
      }
      const event = told(name, data);
      if (event) onEvent(event);
    }
  }
}

/** Has texts written and hands over what comes as it comes. Throws `ApiProblem`; after an abort it just returns. */
export async function streamContent(wish: GenerateWish, { signal, onEvent }: StreamOptions): Promise<void> {
  try {
    let response = await ask(wish, signal);
    if (response.status === 401) {
      await refreshAccess();
      response = await ask(wish, signal);
    }
    if (!response.ok) throw await refusalOf(response);
    if (!response.body) throw lost();
    await readAll(response.body, onEvent);
  } catch (error) {
    if (signal.aborted) return;
    throw error instanceof TypeError ? lost() : toProblem(error);
  }
}

export interface VariationWish extends Wish {
  domain: string;
  platform: string;
  earlier: string[];
}

interface VariationAnswer {
  suggestion: Suggestion;
  notices: string[];
}

// A model may think for a while.
const patience = 120_000;

/** Another text that differs in more than words. */
export async function askForVariation(wish: VariationWish, signal?: AbortSignal): Promise<VariationAnswer> {
  return (await api.post<VariationAnswer>("/ai/variations", wish, { timeout: patience, signal })).data;
}

/** Every domain, the workspace's own last. */
export function useDomains() {
  return useQuery({
    queryKey: keys.domains,
    queryFn: async () => (await api.get<{ domains: Domain[] }>("/ai/domains")).data.domains,
    staleTime: 60_000,
  });
}

export interface DomainFields {
  name: string;
  description: string;
  audience: string;
  tone: string;
  sample_content: string;
  forms: Domain["forms"];
  do: string[];
  dont: string[];
  hashtags: string[];
  emojis: string[];
}

function useDomainCommand<T>(run: (argument: T) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSettled: () => client.invalidateQueries({ queryKey: keys.domains }),
  });
}

const domainAt = (id: string) => `/ai/domains/${encodeURIComponent(id)}`;

/** Keeps a domain of the workspace's own; a new one where there is no id. */
export const useKeepDomain = () =>
  useDomainCommand(({ id, fields }: { id: string | null; fields: DomainFields }) =>
    id ? api.patch(domainAt(id), fields) : api.post("/ai/domains", fields),
  );

export const useRemoveDomain = () => useDomainCommand((id: string) => api.delete(domainAt(id)));

/** How the workspace writes; null where nothing was learned. */
export function useVoice() {
  return useQuery({
    queryKey: keys.voice,
    queryFn: async () => (await api.get<{ voice: Voice | null }>("/ai/voice")).data.voice,
  });
}

/** Learns from these texts; from the workspace's own posts where there are none. */
export function useLearnVoice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (samples: string[]) =>
      (await api.post<{ voice: Voice | null }>("/ai/voice", { samples })).data.voice,
    onSuccess: (voice) => client.setQueryData(keys.voice, voice),
  });
}

export function useForgetVoice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete("/ai/voice"),
    onSuccess: () => client.setQueryData(keys.voice, null),
  });
}

export interface Engines {
  engines: Engine[];
  writes_with: string;
}

/** The models that can write here, in the order in which they are asked. */
export function useEngines() {
  return useQuery({
    queryKey: keys.engines,
    queryFn: async () => (await api.get<Engines>("/ai/engines")).data,
  });
}

function useKeyCommand<T>(run: (argument: T) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSettled: () => client.invalidateQueries({ queryKey: keys.engines }),
  });
}

const keyOf = (engine: string) => `/ai/engines/${encodeURIComponent(engine)}/key`;

export const useSetKey = () =>
  useKeyCommand(({ engine, key }: { engine: string; key: string }) =>
    api.put(keyOf(engine), { key }, { timeout: patience }),
  );

export const useRemoveKey = () => useKeyCommand((engine: string) => api.delete(keyOf(engine)));

/** What models have cost this month, and the budget. */
export function useAiUsage() {
  return useQuery({
    queryKey: keys.aiUsage,
    queryFn: async () => (await api.get<AiUsage>("/ai/usage")).data,
  });
}

export function useAiPreferences() {
  return useQuery({
    queryKey: keys.aiPreferences,
    queryFn: async () => (await api.get<{ preferences: AiPreferences }>("/ai/preferences")).data.preferences,
  });
}

export type PreferenceChanges = Partial<Omit<AiPreferences, "version">>;

/** Changes what is given; refused where somebody else changed it meanwhile. */
export function useChangePreferences() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (changes: PreferenceChanges & { version: number }) =>
      (await api.patch<{ preferences: AiPreferences }>("/ai/preferences", changes)).data.preferences,
    onSuccess: (preferences) => {
      client.setQueryData(keys.aiPreferences, preferences);
      void client.invalidateQueries({ queryKey: keys.aiUsage });
    },
    onError: () => client.invalidateQueries({ queryKey: keys.aiPreferences }),
  });
}
