/** The words of the HTTP contract. Every other file takes its API types from here. */

export type PlanKey = "free" | "pro" | "agency";

export interface Plan {
  key: PlanKey;
  name: string;
  price_usd_month: number;
  /** -1 means without limit. */
  max_platforms: number;
  /** -1 means without limit. */
  max_posts_per_day: number;
  file_upload: boolean;
  advanced_ai: boolean;
  white_label: boolean;
  summary: string[];
}

export interface Meta {
  name: string;
  version: string;
  mode: "sandbox" | "live";
  sandbox_url: string | null;
  mailbox_url: string | null;
  docs_url: string;
  plans: Plan[];
  min_password: number;
}

export interface PlatformLimits {
  text_max: number;
  count_rule: string;
  images_max: number;
  videos_max: number;
  image_types: string[];
  image_max_bytes: number;
  alt_text_max: number;
}

export interface Platform {
  key: string;
  name: string;
  kind: string;
  pro_required: boolean;
  available: boolean;
  unavailable_reason: string | null;
  limits: PlatformLimits;
  capabilities: string[];
  supports_threads: boolean;
}

export type OnboardingStep = "welcome" | "platform-connection" | "complete";
export type PublishingState = "running" | "paused" | "stopped";

export interface Workspace {
  id: string;
  name: string;
  publishing: PublishingState;
  late_limit_hours: number;
  onboarding_step: OnboardingStep;
}

export interface User {
  id: string;
  name: string;
  email: string;
  plan_type: PlanKey;
  email_verified: boolean;
  time_zone: string;
  created_at: string;
  workspace: Workspace;
}

export interface SignedIn {
  success: boolean;
  message: string;
  access_token: string;
  user: User;
}

export interface SessionRow {
  id: string;
  created_at: string;
  last_used_at: string;
  user_agent: string;
  current: boolean;
}

export type ConnectionStatus = "connected" | "reconnect_needed";

export interface Connection {
  id: string;
  platform: string;
  platform_user_id: string;
  username: string;
  name: string;
  picture_url: string | null;
  follower_count: number | null;
  profile_url: string | null;
  status: ConnectionStatus;
  status_reason: string | null;
  permissions: string[];
  token_expires_at: string | null;
  connected_at: string;
  last_success_at: string | null;
}

export interface Media {
  id: string;
  kind: "image" | "gif" | "video";
  mime: string;
  bytes: number;
  width: number;
  height: number;
  alt: string;
  url: string;
  thumbnail_url: string;
  created_at: string;
  name: string;
}

export interface PostMedia {
  media_id: string;
  alt: string;
  url: string;
  thumbnail_url: string;
  mime: string;
  width: number;
  height: number;
}

export interface Planned {
  local: string;
  zone: string;
}

export type PublicationState =
  "scheduled" | "publishing" | "processing" | "published" | "failed" | "unconfirmed" | "cancelled";

export interface Hold {
  code: "paused" | "too_late" | "reconnect" | "waiting_for_previous";
  message: string;
}

export interface PublicationError {
  kind: string;
  title: string;
  detail: string;
  what_to_do: string;
}

export interface Metrics {
  likes: number;
  replies: number;
  reposts: number;
  impressions: number;
  fetched_at: string;
}

export interface Attempt {
  number: number;
  started_at: string;
  write_began_at: string | null;
  ended_at: string | null;
  fingerprint: string;
  bytes: number;
  status: number | null;
  came_back: string;
  decision: string;
  why: string;
}

export interface Publication {
  id: string;
  post_id: string;
  connection_id: string;
  platform: string;
  username: string;
  position: number;
  state: PublicationState;
  hold: Hold | null;
  due_at: string;
  planned: Planned;
  published_at: string | null;
  late_seconds: number | null;
  late: boolean;
  url: string | null;
  platform_post_id: string | null;
  text: string;
  media: PostMedia[];
  error: PublicationError | null;
  evidence: Record<string, unknown> | null;
  metrics: Metrics | null;
  attempts: Attempt[];
  version: number;
}

export interface FollowUp {
  text: string;
}

export interface Post {
  id: string;
  text: string;
  media: PostMedia[];
  connection_ids: string[];
  follow_ups: FollowUp[];
  options: Record<string, unknown>;
  version: number;
  state: string;
  created_at: string;
  updated_at: string;
  planned: (Planned & { at: string }) | null;
  publications: Publication[];
}

export interface CheckProblem {
  severity: "error" | "warning";
  field: "text" | "media" | "alt" | "follow_ups";
  code: string;
  message: string;
}

export interface Check {
  connection_id: string;
  platform: string;
  count: number;
  limit: number;
  remaining: number;
  rule: string;
  problems: CheckProblem[];
  cost: { amount: number; currency: string; note: string } | null;
}

export interface CalendarItem {
  publication_id: string;
  post_id: string;
  connection_id: string;
  platform: string;
  username: string;
  state: PublicationState;
  at: string;
  planned_local: string;
  zone: string;
  text: string;
  thumbnail_url: string | null;
  url: string | null;
  late: boolean;
  hold: Hold | null;
}

export interface Reply {
  id: string;
  author_name: string;
  author_username: string;
  author_picture: string | null;
  text: string;
  created_at: string;
  url: string;
}

export interface LiveChange {
  type:
    "publication.changed" | "post.changed" | "connection.changed" | "workspace.changed" | "metrics.changed";
  id: string;
  post_id?: string;
  state?: string;
  at: string;
}
