import { http, HttpResponse } from "msw";

import type {
  Automation,
  AutomationStatus,
  BestTimes,
  DashboardNumbers,
  PlannedEntry,
  Rehearsal,
} from "@/lib/api/contract";

import { problem } from "../problems";
import { world } from "../world";
import { inMinutes } from "./publications";

export function anAutomation(changes: Partial<Automation> = {}): Automation {
  return {
    enabled: true,
    schedule: {
      timezone: "Europe/Berlin",
      active_hours: { start: "09:00", end: "18:00" },
      posting_frequency: { posts_per_day: 2, interval_hours: 4 },
      optimal_times: ["10:00", "15:00"],
      weekdays: [0, 1, 2, 3, 4, 5, 6],
      horizon_days: 14,
      holidays_of: "",
    },
    content_distribution: { memes: 60, tech: 40 },
    platform_priorities: { con_1: 1 },
    review_before_posting: true,
    style: "casual",
    seed: 0,
    about: "",
    state: "running",
    state_changed_at: inMinutes(-600),
    can_undo_stop: false,
    ...changes,
  };
}

export function anEntry(changes: Partial<PlannedEntry> = {}): PlannedEntry {
  return {
    id: "ent_1",
    connection_id: "con_1",
    platform: "x",
    domain: "tech",
    local: "2026-11-26T10:00",
    zone: "Europe/Berlin",
    at: inMinutes(120),
    state: "to_review",
    reasons: ["Your followers on X answer 1.4 times the usual at this hour.", "tech is behind its share."],
    exploring: false,
    text: "A radio from 1962 still finds its station.",
    engine: "house",
    flags: [],
    media_id: null,
    post_id: "post_e1",
    problem: "",
    rejected_for: "",
    moved_from: null,
    ...changes,
  };
}

interface Known {
  automation: Automation | null;
  entries: PlannedEntry[];
  /** What was asked for, in order. */
  asked: { path: string; body: unknown }[];
  numbers: Partial<DashboardNumbers>;
  status: Partial<AutomationStatus>;
}

const fresh = (): Known => ({ automation: null, entries: [], asked: [], numbers: {}, status: {} });

/** What the imitated server knows of the automation. */
export const automated = (): Known => (world.more.automation ??= fresh()) as Known;

const bestTimes: BestTimes = {
  basis: "prior",
  posts: 2,
  note: "Not enough data.",
  factors: Object.fromEntries(
    Array.from({ length: 168 }, (_, place) => [
      `${Math.floor(place / 24)}-${place % 24}`,
      { value: 0.6 + (place % 24) / 24, low: 0.5, high: 1.8, posts: 0 },
    ]),
  ),
};

const rehearsal: Rehearsal = {
  days: 30,
  posts: 60,
  by_account: { con_1: 60 },
  cost: { USD: "0.90" },
  findings: [
    {
      severity: "breaks",
      code: "sign_in_ends",
      message: "The sign-in ends on that day.",
      action: "Reconnect the account before.",
      day: "2026-12-05",
      connection_id: "con_1",
    },
  ],
};

const publishing = () => world.user.workspace.publishing;

/** What it does while publishing stands as it does. */
function reallyIs(state: Automation["state"]): AutomationStatus["status"] {
  if (state === "running") return publishing() === "running" ? "active" : (publishing() as "paused");
  return state === "paused" && publishing() === "stopped" ? "stopped" : state;
}

const notSetUp: Partial<AutomationStatus> = {
  configured: false,
  state: "off",
  status: "off",
  is_active: false,
};

function status(automation: Automation): AutomationStatus {
  const { entries } = automated();
  return {
    configured: true,
    is_active: reallyIs(automation.state) === "active",
    status: reallyIs(automation.state),
    state: automation.state,
    publishing: publishing(),
    posts_today: 1,
    posts_remaining: 1,
    resets_at: inMinutes(300),
    next_post_in: null,
    next_post_at: entries[0]?.at ?? null,
    next_post_held: reallyIs(automation.state) !== "active",
    platforms_active: reallyIs(automation.state) === "active" ? ["x"] : [],
    content_queue: entries.length,
    to_review: entries.filter(({ state }) => state === "to_review").length,
    performance_today: { total_engagement: 156, avg_engagement_rate: 7.8 },
    velocity: { posts_per_day: 2, wished: 2, reasons: [] },
    accounts: world.connections.map(({ id }) => ({ connection_id: id, paused: false, reason: null })),
    ...automated().status,
  };
}

const missing = () => problem(404, "not_found", "There is nothing here", { detail: "It is not set up." });
const answer = (cleared = 0) => HttpResponse.json({ automation: automated().automation, cleared });

function switched(state: Automation["state"], changes: Partial<Automation> = {}) {
  const known = automated();
  if (!known.automation) return missing();
  known.automation = { ...known.automation, state, can_undo_stop: false, ...changes };
  return answer(state === "stopped" ? known.entries.length : 0);
}

function settle(id: string, changes: Partial<PlannedEntry>): PlannedEntry | undefined {
  const known = automated();
  known.entries = known.entries.map((entry) => (entry.id === id ? { ...entry, ...changes } : entry));
  return known.entries.find((entry) => entry.id === id);
}

const one = (id: unknown, changes: Partial<PlannedEntry>) => {
  const entry = settle(String(id), changes);
  return entry ? HttpResponse.json({ entry }) : missing();
};

async function many(request: Request, path: string, changes: Partial<PlannedEntry>) {
  const body = (await request.json()) as { entry_ids: string[] };
  automated().asked.push({ path, body });
  return HttpResponse.json({
    decided: body.entry_ids.map((id) => ({ entry: settle(id, changes), problem: "" })),
  });
}

const standing = new Set<PlannedEntry["state"]>(["wanted", "to_review", "scheduled"]);

export default [
  http.get("/api/dashboard", () =>
    HttpResponse.json({
      total_posts: 45,
      published_this_month: 9,
      posts_this_month: 12,
      engagement_rate: null,
      followers: null,
      follower_growth: null,
      follower_growth_week: null,
      next_post: null,
      next_post_at: null,
      next_post_held: false,
      automation_status: reallyIs(automated().automation?.state ?? "off"),
      automation_state: automated().automation?.state ?? "off",
      publishing: publishing(),
      recent_activity: [],
      ...automated().numbers,
    } satisfies DashboardNumbers),
  ),
  http.get("/api/automation", () => answer()),
  http.put("/api/automation", async ({ request }) => {
    const body = (await request.json()) as Partial<Automation>;
    const known = automated();
    known.asked.push({ path: "put", body });
    const state = body.enabled ? "running" : (known.automation?.state ?? "off");
    known.automation = { ...anAutomation(body), state };
    return answer();
  }),
  http.post("/api/automation/start", () => switched("running")),
  http.post("/api/automation/pause", () => switched("paused")),
  http.post("/api/automation/stop", () => switched("stopped", { can_undo_stop: true })),
  http.post("/api/automation/undo-stop", () => switched("running")),
  http.post("/api/automation/emergency-stop", () => {
    world.user = { ...world.user, workspace: { ...world.user.workspace, publishing: "stopped" } };
    return switched("paused");
  }),
  http.get("/api/automation/holiday-countries", () => HttpResponse.json({ countries: ["DE", "IN", "US"] })),
  http.post("/api/automation/accounts/:id/:deed", ({ params }) => {
    automated().status = {
      accounts: [{ connection_id: String(params.id), paused: params.deed === "pause", reason: null }],
    };
    return answer();
  }),
  http.get("/api/automation/status", () => {
    const { automation } = automated();
    return HttpResponse.json({ ...status(automation ?? anAutomation()), ...(automation ? {} : notSetUp) });
  }),
  http.get("/api/automation/entries", ({ request }) => {
    const { searchParams } = new URL(request.url);
    const [wanted, after] = [searchParams.get("state"), searchParams.get("after") ?? ""];
    const found = automated().entries.filter(
      ({ state, at }) => (wanted === "to_review" ? state === "to_review" : standing.has(state)) && at > after,
    );
    const entries = found.slice(0, Number(searchParams.get("limit")));
    const next_after = found.length > entries.length ? entries.at(-1)?.at : null;
    return HttpResponse.json({ entries, next_after });
  }),
  http.post("/api/automation/entries/approve", ({ request }) =>
    many(request, "approve", { state: "scheduled" }),
  ),
  http.post("/api/automation/entries/reject", ({ request }) =>
    many(request, "reject", { state: "rejected" }),
  ),
  http.post("/api/automation/entries/:id/approve", ({ params }) => one(params.id, { state: "scheduled" })),
  http.post("/api/automation/entries/:id/regenerate", ({ params }) =>
    one(params.id, { text: "Another text about an old radio." }),
  ),
  http.patch("/api/automation/entries/:id", async ({ params, request }) =>
    one(params.id, (await request.json()) as { text: string }),
  ),
  http.delete("/api/automation/entries/:id", ({ params }) => one(params.id, { state: "removed" })),
  http.get("/api/automation/best-times/:id", () => HttpResponse.json(bestTimes)),
  http.get("/api/automation/rehearsal", () => HttpResponse.json(rehearsal)),
];
