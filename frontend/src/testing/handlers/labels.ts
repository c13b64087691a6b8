import { http, HttpResponse } from "msw";

import type { Campaign, Clicks, Labels, LinkSettings, Template } from "@/lib/api/contract";
import type { CampaignFields } from "@/lib/api/campaigns";
import type { TemplateFields } from "@/lib/api/templates";

import { problem } from "../problems";
import { world } from "../world";
import { inMinutes } from "./publications";
import { writtenPosts } from "./posts";

const shelf = <T>(name: string, first: T): T => (world.more[name] ??= first) as T;

export const campaigns = () => shelf<Campaign[]>("campaigns", []);
export const templates = () => shelf<Template[]>("templates", []);
export const linkSettings = () =>
  shelf<LinkSettings>("linkSettings", {
    tags: false,
    shortens: false,
    source: "",
    medium: "",
    short_address: "https://posts.example/l/",
    public: true,
    version: 0,
  });

const utm = { source: "", medium: "", campaign: "", content: "", term: "" };

export function aCampaign(changes: Partial<Campaign> = {}): Campaign {
  return {
    id: "campaign_1",
    name: "Spring sale",
    slug: "spring-sale",
    colour: "teal",
    starts_on: null,
    ends_on: null,
    tags_links: null,
    utm,
    archived: false,
    created_at: inMinutes(-90),
    updated_at: inMinutes(-90),
    version: 1,
    ...changes,
  };
}

const placesOf = (texts: string[]) => [
  ...new Set(
    texts.flatMap((text) => [...text.matchAll(/\{\{\s*([^{}\n]+?)\s*\}\}/g)].map(([, name]) => name ?? "")),
  ),
];

export function aTemplate(changes: Partial<Template> = {}): Template {
  const made = {
    id: "template_1",
    name: "Offer of the week",
    text: "This week: {{product}} for {{price}}",
    follow_ups: [],
    options: {},
    tags: [],
    created_at: inMinutes(-90),
    updated_at: inMinutes(-90),
    version: 1,
    ...changes,
  };
  return { ...made, places: placesOf([made.text, ...made.follow_ups]) };
}

const gone = () => problem(404, "not_found", "There is nothing here", { detail: "It is not there." });
const stale = () =>
  problem(409, "conflict", "This has changed in the meantime", {
    detail: "It was changed elsewhere meanwhile.",
  });

const countTags = () => {
  const counts = new Map<string, number>();
  for (const { labels } of writtenPosts())
    for (const tag of labels.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].map(([name, posts]) => ({ name, posts })).sort((one, other) => other.posts - one.posts);
};

function replaceTag(tag: string, by: string[]): number {
  const having = writtenPosts().filter(({ labels }) => labels.tags.includes(tag));
  for (const { labels } of having)
    labels.tags = [...new Set(labels.tags.flatMap((other) => (other === tag ? by : [other])))];
  return having.length;
}

export default [
  http.put("/api/posts/:id/labels", async ({ params, request }) => {
    const wanted = (await request.json()) as Labels;
    const post = writtenPosts().find(({ id }) => id === params.id);
    if (!post) return gone();
    if (post.labels.version !== wanted.version) return stale();
    post.labels = { ...wanted, version: wanted.version + 1 };
    return HttpResponse.json({ labels: post.labels, notices: [] });
  }),
  http.get("/api/tags", () => HttpResponse.json({ tags: countTags() })),
  http.post("/api/tags/rename", async ({ request }) => {
    const names = (await request.json()) as { tag: string; new: string };
    return HttpResponse.json({ posts: replaceTag(names.tag, [names.new]) });
  }),
  http.post("/api/tags/remove", async ({ request }) => {
    const { tag } = (await request.json()) as { tag: string };
    return HttpResponse.json({ posts: replaceTag(tag, []) });
  }),
  http.get("/api/campaigns", () => HttpResponse.json({ campaigns: campaigns() })),
  http.post("/api/campaigns", async ({ request }) => {
    const fields = (await request.json()) as CampaignFields;
    const campaign = aCampaign({ ...fields, id: `campaign_${campaigns().length + 1}` });
    campaigns().unshift(campaign);
    return HttpResponse.json({ campaign }, { status: 201 });
  }),
  http.get("/api/campaigns/:id", ({ params }) => {
    const campaign = campaigns().find(({ id }) => id === params.id);
    if (!campaign) return gone();
    const posts = writtenPosts().filter(({ labels }) => labels.campaign_id === campaign.id).length;
    const numbers = {
      posts,
      live: posts,
      waiting: 0,
      read: posts,
      likes: posts ? 1_204 : null,
      replies: posts ? 31 : null,
      reposts: null,
      impressions: null,
      clicks: null,
    };
    return HttpResponse.json({ campaign, numbers });
  }),
  http.patch("/api/campaigns/:id", async ({ params, request }) => {
    const { version, ...fields } = (await request.json()) as CampaignFields & { version: number };
    const campaign = campaigns().find(({ id }) => id === params.id);
    if (!campaign) return gone();
    if (campaign.version !== version) return stale();
    Object.assign(campaign, fields, { version: version + 1 });
    return HttpResponse.json({ campaign: { ...campaign } });
  }),
  http.delete("/api/campaigns/:id", ({ params }) => {
    world.more.campaigns = campaigns().filter(({ id }) => id !== params.id);
    const having = writtenPosts().filter(({ labels }) => labels.campaign_id === params.id);
    for (const { labels } of having) labels.campaign_id = null;
    return HttpResponse.json({ posts: having.length });
  }),
  http.get("/api/posts", ({ request }) => {
    const campaign = new URL(request.url).searchParams.get("campaign_id");
    if (!campaign) return;
    const posts = writtenPosts().filter(({ labels }) => labels.campaign_id === campaign);
    return HttpResponse.json({ posts, next_cursor: null });
  }),
  http.get("/api/templates", () => HttpResponse.json({ templates: templates() })),
  http.post("/api/templates", async ({ request }) => {
    const fields = (await request.json()) as TemplateFields;
    const template = aTemplate({ ...fields, id: `template_${templates().length + 1}` });
    templates().push(template);
    return HttpResponse.json({ template }, { status: 201 });
  }),
  http.patch("/api/templates/:id", async ({ params, request }) => {
    const { version, ...fields } = (await request.json()) as TemplateFields & { version: number };
    const index = templates().findIndex(({ id }) => id === params.id);
    const known = templates()[index];
    if (!known) return gone();
    if (known.version !== version) return stale();
    const template = aTemplate({ ...known, ...fields, version: version + 1 });
    templates()[index] = template;
    return HttpResponse.json({ template });
  }),
  http.delete("/api/templates/:id", ({ params }) => {
    world.more.templates = templates().filter(({ id }) => id !== params.id);
    return new HttpResponse(null, { status: 204 });
  }),
  http.post("/api/templates/:id/fill", async ({ params, request }) => {
    const { values } = (await request.json()) as { values: Record<string, string> };
    const template = templates().find(({ id }) => id === params.id);
    if (!template) return gone();
    const empty = template.places.filter((place) => !values[place]?.trim());
    if (empty.length > 0) {
      const errors = empty.map((place) => ({
        field: `values.${place}`,
        message: `Say what stands for “${place}”.`,
      }));
      return problem(422, "validation_failed", "Some fields need another look", { errors });
    }
    const filled = (text: string) =>
      text.replace(/\{\{\s*([^{}\n]+?)\s*\}\}/g, (_place, name: string) => values[name] ?? "");
    return HttpResponse.json({ text: filled(template.text), follow_ups: template.follow_ups.map(filled) });
  }),
  http.get("/api/posts/:id/clicks", () =>
    HttpResponse.json(shelf<Clicks>("clicks", { clicks: 0, links: [] })),
  ),
  http.get("/api/links/settings", () => HttpResponse.json({ settings: linkSettings() })),
  http.put("/api/links/settings", async ({ request }) => {
    const wanted = (await request.json()) as LinkSettings;
    if (wanted.version !== linkSettings().version) return stale();
    world.more.linkSettings = { ...linkSettings(), ...wanted, version: wanted.version + 1 };
    return HttpResponse.json({ settings: linkSettings() });
  }),
];
