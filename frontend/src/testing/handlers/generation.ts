import { http, HttpResponse } from "msw";

import type {
  Batch,
  BatchDecision,
  BatchDraft,
  Domain,
  Ground,
  Passage,
  Source,
  Suggestion,
  Voice,
} from "@/lib/api/contract";
import type { BatchWish } from "@/lib/api/batches";
import type { DomainFields, GenerateWish, VariationWish } from "@/lib/api/generation";

import { problem } from "../problems";
import { world } from "../world";
import { aPost, holdPosts, writtenPosts } from "./posts";

export interface WritingWorld {
  domains: Domain[];
  sources: Source[];
  passages: Passage[];
  batches: Batch[];
  drafts: BatchDraft[];
  decisions: BatchDecision[];
  voice: Voice | null;
  /** What was asked for, in its order. */
  asked: unknown[];
  keys: Record<string, string>;
  budget: number | null;
}

/** What the imitated server knows of texts; tests change it freely. */
export const writingWorld = (): WritingWorld =>
  (world.more.writing ??= {
    domains: [aDomain(), aDomain({ id: "finance", name: "Finance", pro_required: true, available: false })],
    sources: [],
    passages: [aPassage()],
    batches: [],
    drafts: [],
    decisions: [],
    voice: null,
    asked: [],
    keys: {},
    budget: null,
  }) as WritingWorld;

export function aDomain(changes: Partial<Domain> = {}): Domain {
  return {
    id: "tech",
    name: "Technology",
    description: "Tech news",
    audience: "Developers",
    tone: "Curious and exact",
    sample_content: "Which question do you ask most?",
    engagement_rate: "Medium (4-8%)",
    pro_required: false,
    available: true,
    custom: false,
    forms: [],
    do: [],
    dont: [],
    hashtags: [],
    emojis: [],
    ...changes,
  };
}

export function aPassage(changes: Partial<Passage> = {}): Passage {
  return {
    id: "passage_1",
    number: 0,
    kind: "paragraph",
    text: "The bakery sold 4,820 loaves in October.",
    rows: [],
    place: { page: 1, slide: null, headings: ["What we sold"], paragraph: 1, words: "page 1, paragraph 1" },
    boxes: [],
    weight: 1,
    certainty: null,
    ...changes,
  };
}

export function aSource(changes: Partial<Source> = {}): Source {
  return {
    id: "source_1",
    name: "report.pdf",
    kind: "pdf",
    mime: "application/pdf",
    bytes: 24_000,
    state: "ready",
    pages_done: 2,
    pages_total: 2,
    reason: "",
    digest: {
      title: "October",
      language: "en",
      direction: "ltr",
      key_topics: ["bread", "October"],
      document_type: "report",
      summary: "The bakery sold 4,820 loaves in October.",
      summary_method: "extraction",
      pages: 2,
      passages: 5,
      characters: 900,
      notices: [],
    },
    page_picture_url: null,
    created_at: "2026-11-23T09:00:00Z",
    updated_at: "2026-11-23T09:00:00Z",
    ...changes,
  };
}

const opening = "🍞 ";
const sold = "The bakery sold 4,820 loaves in October.";
const doubtful = "It won 3 prizes.";

function groundsOf(): Ground[] {
  // Code points: the emoji counts as one.
  const first = Array.from(opening).length;
  const second = first + sold.length + 1;
  const plain = { part: 0, missing: [], passage_ids: [], reason: "" };
  return [
    { ...plain, start: first, end: first + sold.length, standing: "grounded", passage_ids: ["passage_1"] },
    {
      ...plain,
      start: second,
      end: second + doubtful.length,
      standing: "unsupported",
      missing: ["3"],
      reason: "The document names no prizes.",
    },
  ];
}

export function aSuggestion(changes: Partial<Suggestion> = {}): Suggestion {
  return {
    content: `${opening}${sold} ${doubtful}`,
    performance_prediction: {
      score: 50,
      expected_likes: null,
      expected_comments: null,
      interval: { low: 10, high: 90, likes_low: null, likes_high: null },
      basis: "prior",
      posts: 0,
      note: "There is no post of this account with numbers; 20 are needed.",
    },
    engine: "composer",
    label: "drafted without a model",
    hashtags: [],
    parts: [],
    options: {},
    form: "",
    grounds: groundsOf(),
    flags: [],
    nearness: null,
    ...changes,
  };
}

export function aBatch(changes: Partial<Batch> = {}): Batch {
  return {
    id: "batch_1",
    state: "done",
    total: 2,
    done: 2,
    composed: 2,
    notices: [],
    days: 2,
    posts_per_day: 1,
    platforms: ["x"],
    domains: [{ domain: "tech", percent: 100 }],
    starts_on: "2027-03-01",
    custom_prompt: "",
    uploaded_file_id: null,
    seed: 1,
    created_at: "2026-11-23T09:00:00Z",
    finished_at: "2026-11-23T09:01:00Z",
    ...changes,
  };
}

export function aDraft(slot: number, text: string): BatchDraft {
  return {
    id: `draft_${slot}`,
    batch_id: "batch_1",
    slot,
    on: `2027-03-0${slot + 1}`,
    domain: "tech",
    platform: "x",
    suggestion: aSuggestion({ content: text, grounds: [] }),
    edited: false,
    version: 1,
    created_at: "2026-11-23T09:00:00Z",
  };
}

/** Server-sent events, as the API writes them. */
export function events(...told: [string, object][]) {
  const body = told.map(([name, data]) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`).join("");
  return new HttpResponse(body, { headers: { "Content-Type": "text/event-stream" } });
}

const missing = () =>
  problem(404, "not_found", "There is nothing here", { detail: "There is no such thing in this workspace." });

const spent = { month: "2026-11", tokens: 1_200, cost_usd: 0.42, engines: {} };

export default [
  http.get("/api/ai/domains", () => HttpResponse.json({ domains: writingWorld().domains })),
  http.post("/api/ai/domains", async ({ request }) => {
    const fields = (await request.json()) as DomainFields;
    const domain = aDomain({ ...fields, id: `own_${fields.name}`, custom: true, engagement_rate: "" });
    writingWorld().domains.push(domain);
    return HttpResponse.json({ domain }, { status: 201 });
  }),
  http.patch("/api/ai/domains/:id", async ({ params, request }) => {
    const domain = writingWorld().domains.find(({ id }) => id === params.id);
    if (!domain) return missing();
    Object.assign(domain, await request.json());
    return HttpResponse.json({ domain });
  }),
  http.delete("/api/ai/domains/:id", ({ params }) => {
    const all = writingWorld();
    all.domains = all.domains.filter(({ id }) => id !== params.id);
    return new HttpResponse(null, { status: 204 });
  }),
  http.get("/api/ai/voice", () => HttpResponse.json({ voice: writingWorld().voice })),
  http.post("/api/ai/voice", async ({ request }) => {
    const { samples } = (await request.json()) as { samples: string[] };
    if (samples.length < 8)
      return problem(422, "too_few_samples", "There is too little to learn from", {
        detail: `A voice needs at least 8 different posts and 120 words; these are ${samples.length}.`,
      });
    const voice: Voice = {
      samples: samples.length,
      words: 160,
      language: "en",
      source: "samples",
      learned_at: "2026-11-23T09:00:00Z",
      description: "Short sentences, few emojis.",
    };
    writingWorld().voice = voice;
    return HttpResponse.json({ voice });
  }),
  http.delete("/api/ai/voice", () => {
    writingWorld().voice = null;
    return new HttpResponse(null, { status: 204 });
  }),
  http.get("/api/ai/engines", () => {
    const { keys } = writingWorld();
    const engines = ["mistral", "groq"].map((key) => ({
      key,
      name: key === "mistral" ? "Mistral" : "Groq",
      model: `${key}-small`,
      key_source: key in keys ? "workspace" : null,
      key_set_at: key in keys ? "2026-11-23T09:00:00Z" : null,
      key_checked: key in keys,
      price: null,
    }));
    return HttpResponse.json({ engines, writes_with: Object.keys(keys)[0] ?? "composer" });
  }),
  http.put("/api/ai/engines/:engine/key", async ({ params, request }) => {
    const { key } = (await request.json()) as { key: string };
    if (key.startsWith("bad"))
      return problem(422, "key_refused", "The key was refused", {
        detail: "Mistral does not take this key. Nothing was stored.",
      });
    writingWorld().keys[String(params.engine)] = key;
    return HttpResponse.json({ engine: {} });
  }),
  http.delete("/api/ai/engines/:engine/key", ({ params }) => {
    const all = writingWorld();
    all.keys = Object.fromEntries(Object.entries(all.keys).filter(([engine]) => engine !== params.engine));
    return new HttpResponse(null, { status: 204 });
  }),
  http.get("/api/ai/usage", () =>
    HttpResponse.json({
      usage: spent,
      budget_tokens: null,
      budget_usd: writingWorld().budget,
      months: [spent],
    }),
  ),
  http.get("/api/ai/preferences", () => HttpResponse.json({ preferences: preferences() })),
  http.patch("/api/ai/preferences", async ({ request }) => {
    const { budget_usd_month = null } = (await request.json()) as { budget_usd_month?: number | null };
    writingWorld().budget = budget_usd_month;
    return HttpResponse.json({ preferences: preferences() });
  }),
  http.post("/api/ai/generate-content/stream", async ({ request }) => {
    const wish = (await request.json()) as GenerateWish;
    writingWorld().asked.push(wish);
    const each = wish.platforms.flatMap((platform): [string, object][] => [
      ["text", { platform, text: "The bakery" }],
      ["suggestion", { platform, ...aSuggestion() }],
    ]);
    return events(["begin", { engine: "composer", platforms: wish.platforms }], ...each, [
      "done",
      { success: true },
    ]);
  }),
  http.post("/api/ai/variations", async ({ request }) => {
    writingWorld().asked.push((await request.json()) as VariationWish);
    const suggestion = aSuggestion({ content: "Something else entirely.", grounds: [] });
    return HttpResponse.json({ suggestion, notices: [] });
  }),
  http.get("/api/sources", () => HttpResponse.json({ sources: writingWorld().sources, next_cursor: null })),
  http.post("/api/sources", async ({ request }) => {
    // jsdom's form data cannot be read back as such, so what is needed is taken from the raw body.
    const name = /filename="([^"]*)"/.exec(await request.text())?.[1] ?? "";
    if (name.startsWith("broken"))
      return problem(422, "source_refused", "This document cannot be taken", {
        detail: "It is no PDF, although its name says so. Nothing was stored.",
      });
    const source = aSource({ name });
    writingWorld().sources.unshift(source);
    return HttpResponse.json({ source }, { status: 201 });
  }),
  http.get("/api/sources/:id", ({ params }) => {
    const source = writingWorld().sources.find(({ id }) => id === params.id);
    return source ? HttpResponse.json({ source }) : missing();
  }),
  http.delete("/api/sources/:id", ({ params }) => {
    const all = writingWorld();
    all.sources = all.sources.filter(({ id }) => id !== params.id);
    return new HttpResponse(null, { status: 204 });
  }),
  http.get("/api/sources/:id/passages", ({ request }) => {
    const ids = new URL(request.url).searchParams.get("ids");
    const wanted = ids?.split(",");
    const passages = writingWorld().passages.filter(({ id }) => !wanted || wanted.includes(id));
    return HttpResponse.json({ passages, next_cursor: null });
  }),
  http.get("/api/ai/batches", () =>
    HttpResponse.json({ batches: writingWorld().batches, next_cursor: null }),
  ),
  http.post("/api/ai/batches", async ({ request }) => {
    const wish = (await request.json()) as BatchWish;
    writingWorld().asked.push(wish);
    const batch = aBatch({ state: "running", done: 0, composed: 0 });
    writingWorld().batches.unshift(batch);
    return HttpResponse.json({ batch }, { status: 202 });
  }),
  http.get("/api/ai/batches/:id", ({ params }) => {
    const batch = writingWorld().batches.find(({ id }) => id === params.id);
    return batch ? HttpResponse.json({ batch }) : missing();
  }),
  http.post("/api/ai/batches/:id/cancel", ({ params }) => {
    const batch = writingWorld().batches.find(({ id }) => id === params.id);
    if (!batch) return missing();
    batch.state = "cancelled";
    return HttpResponse.json({ batch });
  }),
  http.get("/api/ai/batches/:id/drafts", () =>
    HttpResponse.json({ drafts: writingWorld().drafts, next_cursor: null }),
  ),
  http.get("/api/ai/batches/:id/decisions", () =>
    HttpResponse.json({ decisions: writingWorld().decisions.map(asItStands) }),
  ),
  http.post("/api/ai/batches/:id/decisions", async ({ request }) => {
    const { slots, decision } = (await request.json()) as { slots: number[]; decision: string };
    const all = writingWorld();
    const known = new Map(all.decisions.map((one) => [one.slot, one]));
    for (const slot of slots) {
      if (decision === "open") known.delete(slot);
      else if (!known.get(slot)?.post_id) known.set(slot, aDecision(slot, decision === "approved"));
    }
    all.decisions = [...known.values()];
    const decisions = all.decisions.filter(({ slot }) => slots.includes(slot)).map(asItStands);
    return HttpResponse.json({ decisions, left: [] });
  }),
  http.patch("/api/ai/drafts/:id", async ({ params, request }) => {
    const draft = writingWorld().drafts.find(({ id }) => id === params.id);
    if (!draft) return missing();
    const { content } = (await request.json()) as { content: string };
    Object.assign(draft, {
      suggestion: aSuggestion({ content, grounds: [] }),
      edited: true,
      version: draft.version + 1,
    });
    return HttpResponse.json({ draft });
  }),
  http.post("/api/ai/drafts/:id/regenerate", ({ params }) => {
    const draft = writingWorld().drafts.find(({ id }) => id === params.id);
    if (!draft) return missing();
    draft.suggestion = aSuggestion({ content: "Written anew.", grounds: [] });
    return HttpResponse.json({ draft });
  }),
];

function aDecision(slot: number, approved: boolean): BatchDecision {
  const told = { slot, decided_by: "user_1", decided_at: "2026-11-23T09:00:00Z" };
  if (!approved) return { ...told, standing: "discarded", post_id: null };
  const text = writingWorld().drafts.find((draft) => draft.slot === slot)?.suggestion.content ?? "";
  const post = aPost({
    id: `post_${writtenPosts().length + 1}`,
    text,
    connection_ids: world.connections.map(({ id }) => id),
  });
  holdPosts(post);
  return { ...told, standing: "approved", post_id: post.id };
}

function asItStands(decision: BatchDecision): BatchDecision {
  const post = writtenPosts().find(({ id }) => id === decision.post_id);
  return post?.planned ? { ...decision, standing: "planned" } : decision;
}

const preferences = () => ({
  budget_tokens_month: null,
  budget_usd_month: writingWorld().budget,
  hold_back_unsupported: false,
  never: [],
  partners: [],
  version: 1,
});
