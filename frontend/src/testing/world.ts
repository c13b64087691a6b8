import type { Connection, Health, Meta, Platform, SessionRow, User } from "@/lib/api/contract";

/** What the imitated server knows. Tests and `dev:mock` start from it and change it freely. */
export interface World {
  meta: Meta;
  platforms: Platform[];
  user: User;
  signedIn: boolean;
  connections: Connection[];
  sessions: SessionRow[];
  /** Room for the imitations of further endpoints; each names its own part. */
  more: Record<string, unknown>;
}

const freeDomains = ["Memes & Humor", "Technology & Innovation"];

const plans: Meta["plans"] = [
  {
    key: "free",
    name: "Free",
    price_usd_month: 0,
    max_platforms: 2,
    max_posts_per_day: 2,
    max_domains: 2,
    domains: freeDomains,
    without_platforms: ["LinkedIn", "YouTube"],
    file_upload: false,
    advanced_ai: false,
    white_label: false,
    summary: ["2 platforms", "2 posts a day"],
  },
  {
    key: "pro",
    name: "Pro",
    price_usd_month: 29,
    max_platforms: 5,
    max_posts_per_day: 10,
    max_domains: -1,
    domains: [...freeDomains, "Business & Entrepreneurship"],
    without_platforms: [],
    file_upload: true,
    advanced_ai: true,
    white_label: false,
    summary: ["5 platforms", "10 posts a day"],
  },
  {
    key: "agency",
    name: "Agency",
    price_usd_month: 99,
    max_platforms: -1,
    max_posts_per_day: -1,
    max_domains: -1,
    domains: [...freeDomains, "Business & Entrepreneurship"],
    without_platforms: [],
    file_upload: true,
    advanced_ai: true,
    white_label: true,
    summary: ["Any number of platforms", "Any number of posts"],
  },
];

export const xPlatform: Platform = {
  key: "x",
  name: "X",
  kind: "social",
  pro_required: false,
  available: true,
  unavailable_reason: null,
  limits: {
    text_max: 280,
    count_rule: "x_weighted",
    images_max: 4,
    videos_max: 1,
    image_types: ["image/jpeg", "image/png", "image/webp", "image/gif"],
    image_max_bytes: 5_242_880,
    gif_max_bytes: 15_728_640,
    video_max_bytes: 536_870_912,
    source: "https://docs.x.com/x-api/media/quickstart/best-practices",
    verified_on: "2026-11-01",
    alt_text_max: 1000,
    documents_max: 0,
    attachments_max: 4,
    media_required: false,
    mixed_media: false,
    text_required: false,
    hashtags_max: null,
    links_max: null,
    image_aspect: null,
    video_types: ["video/mp4", "video/quicktime"],
    video_seconds: [0.5, 140],
    video_aspect: null,
    document_types: [],
    document_max_bytes: 0,
    document_pages_max: 0,
    follow_ups: "thread",
    follow_up_text_max: null,
    follow_up_media: true,
  },
  family: "x",
  about: "Short posts and threads",
  notes: [],
  kinds: ["text", "link", "image", "images", "gif", "video", "thread"],
  options: ["Made with AI", "Paid partnership"].map((label) => ({
    key: label.toLowerCase().replaceAll(" ", "_"),
    label,
    kind: "yes_no",
    required: false,
    default: null,
    choices: [],
    from_account: false,
    depends_on: null,
    formats: [],
    max: null,
    help: "Shown on the post.",
  })),
  sign_in: { by: "consent_page", name_label: null, password_label: null, help_url: null, takes_back: true },
  version: null,
  capabilities: ["publishes", "finds_posts", "reads_metrics", "deletes_posts", "reads_comments"],
  supports_threads: true,
};

export function aUser(changes: Partial<User> = {}): User {
  return {
    id: "usr_1",
    name: "Ada Okafor",
    email: "ada@example.test",
    plan_type: "free",
    wanted_plan: "free",
    email_verified: true,
    pending_email: null,
    time_zone: "Europe/Berlin",
    created_at: "2026-11-01T09:00:00Z",
    workspace: {
      id: "wsp_1",
      name: "Ada's workspace",
      publishing: "running",
      late_limit_hours: 24,
      onboarding_step: "complete",
    },
    ...changes,
  };
}

export function aConnection(changes: Partial<Connection> = {}): Connection {
  return {
    id: "con_1",
    platform: "x",
    platform_user_id: "1001",
    username: "ada_makes",
    name: "Ada makes things",
    picture_url: null,
    follower_count: 12_480,
    profile_url: "http://127.0.0.1:5100/x/ada_makes",
    status: "connected",
    status_reason: null,
    permissions: ["tweet.read", "tweet.write", "users.read", "media.write", "offline.access"],
    token_expires_at: "2026-11-23T12:00:00Z",
    connected_at: "2026-11-20T08:30:00Z",
    last_success_at: "2026-11-23T07:05:00Z",
    instance: "",
    ...changes,
  };
}

export function aHealth(changes: Partial<Health> = {}): Health {
  return {
    connection_id: "con_1",
    state: "good",
    concerns: [],
    sign_in_ends_at: null,
    renews_itself: true,
    missing_scopes: [],
    last_success_at: "2026-11-23T07:05:00Z",
    checked_at: "2026-11-23T06:00:00Z",
    quota: null,
    version: null,
    version_ends_on: null,
    ...changes,
  };
}

export function createWorld(changes: Partial<World> = {}): World {
  return {
    meta: {
      name: "VelocityPost",
      version: "0.1.0",
      mode: "sandbox",
      sandbox_url: "http://127.0.0.1:5100/",
      mailbox_url: "http://127.0.0.1:5100/mailbox",
      docs_url: "/api/docs",
      plans,
      min_password: 8,
    },
    platforms: [xPlatform],
    user: aUser(),
    signedIn: true,
    connections: [],
    sessions: [
      {
        id: "ses_1",
        created_at: "2026-11-22T10:00:00Z",
        last_used_at: "2026-11-23T09:00:00Z",
        user_agent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/148.0 Safari/537.36",
        current: true,
      },
      {
        id: "ses_2",
        created_at: "2026-11-10T10:00:00Z",
        last_used_at: "2026-11-19T18:20:00Z",
        user_agent: "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1",
        current: false,
      },
    ],
    more: {},
    ...changes,
  };
}

export const world: World = createWorld();

/** Starts the imitated server anew; call it before each test. */
export function resetWorld(changes: Partial<World> = {}): void {
  Object.assign(world, createWorld(changes));
  document.cookie = world.signedIn ? "vp_csrf=csrf-1; path=/" : "vp_csrf=; path=/; max-age=0";
}
