import { addDays } from "date-fns";
import { http, HttpResponse } from "msw";

import type { Series, SeriesDate, SeriesPreview } from "@/lib/api/contract";
import type { PreviewWish, SeriesFields } from "@/lib/api/series";
import { fromLocalInput, toLocalInput } from "@/lib/time";

import { problem } from "../problems";
import { world } from "../world";
import { writtenPosts } from "./posts";

interface Recurring {
  series: Series[];
  /** What somebody has done with single dates, by their place. */
  dates: Partial<SeriesDate>[];
  remarks: Pick<SeriesPreview, "notices" | "warnings">;
  /** What was asked to be previewed last. */
  wish: PreviewWish | null;
  told: string[];
}

export const recurringWorld = () =>
  (world.more.recurring ??= {
    series: [],
    dates: [],
    remarks: { notices: [], warnings: [] },
    wish: null,
    told: [],
  } satisfies Recurring) as Recurring;

export const aSeries = (changes: Partial<Series> = {}): Series => ({
  id: "series_1",
  text: "Bring your own jar",
  texts: [],
  media: [],
  connection_ids: ["con_1"],
  follow_ups: [],
  options: {},
  tailored: {},
  rule: "FREQ=WEEKLY;BYDAY=MO,TH",
  local: "2027-03-01T09:30",
  zone: "Europe/Berlin",
  state: "active",
  next_local: "2027-03-08T09:30",
  next_at: "2027-03-01T08:30:00Z",
  problem: "",
  tags: [],
  campaign_id: null,
  created_at: "2027-02-20T09:00:00Z",
  version: 0,
  ...changes,
});

const usualCount = 4;

/** Week by week from the beginning: which days the rule really has is the server's business. */
function datesOf(local: string, zone: string, texts: string[], count: number): SeriesDate[] {
  const first = fromLocalInput(local, zone);
  return Array.from({ length: count }, (_, place) => {
    const at = addDays(first, 7 * place);
    return {
      local: toLocalInput(at, zone),
      shown: toLocalInput(at, zone),
      at: at.toISOString(),
      text: texts[place % texts.length] ?? "",
      notices: [],
      standing: "open" as const,
      post_id: null,
      planned_at: null,
    };
  });
}

function answerOf(series: Series, told: string[] = []) {
  const dates = datesOf(series.local, series.zone, [series.text, ...series.texts], usualCount);
  const occurrences = dates.map((date, place) => ({ ...date, ...recurringWorld().dates[place] }));
  return { series, upcoming: { occurrences, ...recurringWorld().remarks }, told };
}

const find = (id: unknown) => recurringWorld().series.find((one) => one.id === id);
const missing = () =>
  problem(404, "not_found", "There is nothing here", {
    detail: "There is no such series in this workspace.",
  });

type Sent = SeriesFields & { id?: string; version?: number };

const keptOf = ({ text, texts, connection_ids, options, rule, local, zone, tags, campaign_id }: Sent) => ({
  ...{ text, texts, connection_ids, options, rule, local, zone, tags, campaign_id },
});

function forget(draft: string | undefined): void {
  world.more.posts = writtenPosts().filter(({ id }) => id !== draft);
}

function turn(id: unknown, changes: Partial<Series>) {
  const series = find(id);
  if (!series) return missing();
  Object.assign(series, changes);
  return HttpResponse.json({ series, taken_back: 2 });
}

export default [
  http.get("/api/series", ({ request }) => {
    const state = new URL(request.url).searchParams.get("state");
    const series = recurringWorld().series.filter((one) => !state || one.state === state);
    return HttpResponse.json({ series, next_cursor: null });
  }),
  http.post("/api/series/preview", async ({ request }) => {
    const wish = (await request.json()) as PreviewWish;
    recurringWorld().wish = wish;
    const occurrences = datesOf(wish.local, wish.zone, [wish.text, ...wish.texts], wish.count);
    return HttpResponse.json({ occurrences, ...recurringWorld().remarks });
  }),
  http.post("/api/series", async ({ request }) => {
    const sent = (await request.json()) as Sent;
    if (sent.texts.some((text) => text.length > 280))
      return problem(422, "cannot_schedule", "This post cannot go out as it is", {
        detail: "This post cannot go out as it is. Nothing was scheduled or sent.",
        errors: [{ field: "texts.0", message: "X takes 280 characters." }],
      });
    const series = aSeries({ ...keptOf(sent), id: sent.id });
    recurringWorld().series.unshift(series);
    forget(sent.draft_id);
    return HttpResponse.json(answerOf(series), { status: 201 });
  }),
  http.get("/api/series/:id", ({ params }) => {
    const series = find(params.id);
    return series ? HttpResponse.json(answerOf(series)) : missing();
  }),
  http.patch("/api/series/:id", async ({ params, request }) => {
    const sent = (await request.json()) as Sent;
    const series = find(params.id);
    if (!series) return missing();
    if (series.version !== sent.version)
      return problem(409, "conflict", "This has changed in the meantime", {
        detail: "This series was changed elsewhere meanwhile. Nothing was changed. Load it again.",
      });
    Object.assign(series, keptOf(sent), { version: series.version + 1 });
    forget(sent.draft_id);
    return HttpResponse.json(answerOf(series, recurringWorld().told));
  }),
  http.delete("/api/series/:id", ({ params }) => {
    recurringWorld().series = recurringWorld().series.filter(({ id }) => id !== params.id);
    return new HttpResponse(null, { status: 204 });
  }),
  http.post("/api/series/:id/pause", ({ params }) => turn(params.id, { state: "paused", next_at: null })),
  http.post("/api/series/:id/end", ({ params }) => turn(params.id, { state: "ended", next_at: null })),
  http.post("/api/series/:id/resume", ({ params }) => {
    const series = find(params.id);
    if (!series) return missing();
    Object.assign(series, { state: "active", problem: "", next_at: "2027-03-01T08:30:00Z" });
    return HttpResponse.json(answerOf(series));
  }),
];
