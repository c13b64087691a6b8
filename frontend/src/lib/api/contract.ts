/**
 * The words of the HTTP contract. Every other file takes its API types from here; they come from the
 * OpenAPI document (`npm run api`). Where the document says only "a string", the values it can hold are named.
 */
import type { paths } from "./schema";

/** What a path answers. Taken by path, so that the document may rename its shapes. */
type Answer<
  Path extends keyof paths,
  Method extends keyof paths[Path],
  Status = 200,
> = paths[Path][Method] extends {
  responses: infer Responses;
}
  ? Status extends keyof Responses
    ? Responses[Status] extends { content: { "application/json": infer Body } }
      ? Body
      : never
    : never
  : never;

type With<Shape, Narrower> = Omit<Shape, keyof Narrower> & Narrower;

export type Meta = Answer<"/api/meta", "get">;
export type Plan = Meta["plans"][number];
export type PlanKey = Plan["key"];

export type SignedIn = Answer<"/api/auth/login", "post">;
export type User = Answer<"/api/auth/me", "get">["user"];
export type Workspace = User["workspace"];
export type OnboardingStep = Workspace["onboarding_step"];
export type PublishingState = Workspace["publishing"];
export type SessionRow = Answer<"/api/auth/sessions", "get">["sessions"][number];

export type Platform = Answer<"/api/platforms", "get">["platforms"][number];
export type PlatformLimits = Platform["limits"];
export type ConnectionStatus = "connected" | "reconnect_needed";
export type Connection = With<
  Answer<"/api/connections", "get">["connections"][number],
  { status: ConnectionStatus }
>;

/** A permission that stands for several accounts. */
export type AccountChoice = Answer<"/api/oauth/choices/{choice_id}", "get">["choice"];
export type Health = Answer<"/api/connections/health", "get">["health"][number];
export type Concern = Health["concerns"][number];
export type NoticePage = Answer<"/api/notices", "get">;
export type Notice = NoticePage["notices"][number];
export type Usage = Answer<"/api/billing/usage", "get">;

export type PlatformOption = Platform["options"][number];
export type OptionChoice = PlatformOption["choices"][number];

export type Media = Answer<"/api/media", "get">["media"][number];
export type MediaKind = Media["kind"];
export type MediaUseShown = Answer<"/api/media/{media_id}/uses", "get">["uses"][number];
/** How a platform will be sent a file. */
export type Fitted = Answer<"/api/media/{media_id}/fitted", "get">;

export type PublicationState =
  "scheduled" | "publishing" | "processing" | "published" | "failed" | "unconfirmed" | "cancelled";

type AnyPublication = Answer<"/api/publications/{publication_id}", "get">["publication"];
type AnyPost = Answer<"/api/posts/{post_id}", "get">["post"];
type AnyCalendarItem = Answer<"/api/calendar", "get">["items"][number];

export type HoldCode =
  | "paused"
  | "too_late"
  | "reconnect"
  | "waiting_for_previous"
  | "previous_failed"
  | "previous_without_link"
  | "preparing";
export type Hold = With<NonNullable<AnyPublication["hold"]>, { code: HoldCode }>;
export type Planned = AnyPublication["planned"];
export type Metrics = NonNullable<AnyPublication["metrics"]>;
export type Attempt = With<
  AnyPublication["attempts"][number],
  { kind: "publish" | "look"; outcome: "" | "written" | "not_written" | "unknown" | "duplicate" }
>;
export type PublicationError = NonNullable<AnyPublication["error"]>;
/** A file as a post carries it. */
export type AttachedFile = AnyPublication["media"][number];
export type Publication = With<
  AnyPublication,
  {
    state: PublicationState;
    hold: Hold | null;
    attempts: Attempt[];
    confirmed_by: "answer" | "look" | "person" | null;
  }
>;

export type FollowUp = AnyPost["follow_ups"][number];
export type PostState = "draft" | Exclude<PublicationState, "cancelled">;
export type Post = With<AnyPost, { state: PostState; publications: Publication[] }>;
export type Check = Answer<"/api/posts/check", "post">["checks"][number];
export type CheckProblem = Check["problems"][number];
export type CalendarItem = With<AnyCalendarItem, { state: PublicationState; hold: HoldCode | null }>;
export type Reply = Answer<"/api/publications/{publication_id}/replies", "get">["replies"][number];

export type Labels = Post["labels"];
export type Labelling = Feed["labels"];
export type MediaTag = Answer<"/api/media/tags", "get">["tags"][number];
export type TagCount = Answer<"/api/tags", "get">["tags"][number];
export type Campaign = Answer<"/api/campaigns", "get">["campaigns"][number];
export type CampaignColour = Campaign["colour"];
export type CampaignPage = Answer<"/api/campaigns/{campaign_id}", "get">;
export type CampaignNumbers = CampaignPage["numbers"];
export type Template = Answer<"/api/templates", "get">["templates"][number];
export type LinkSettings = Answer<"/api/links/settings", "get">["settings"];
/** A link that leaves otherwise than it was typed. */
export type SentLink = Check["links"][number];
/** How often the short links of a post were followed. */
export type Clicks = Answer<"/api/posts/{post_id}/clicks", "get">;

/** A document that posts rest on. */
export type Source = Answer<"/api/sources", "get">["sources"][number];
export type Passage = Answer<"/api/sources/{source_id}/passages", "get">["passages"][number];

type AnySuggestion = Answer<"/api/ai/variations", "post">["suggestion"];
export type Ground = With<
  AnySuggestion["grounds"][number],
  { standing: "grounded" | "unsupported" | "opinion" }
>;
export type Flag = AnySuggestion["flags"][number];
/** What can be said of how a post may do. `basis` "prior" means that there is not enough data to tell. */
export interface Prediction {
  score: number;
  expected_likes: number | null;
  expected_comments: number | null;
  interval: { low: number; high: number; likes_low: number | null; likes_high: number | null };
  basis: "account" | "prior";
  posts: number;
  note: string;
}
/** A text that was written here for one platform. The prediction is empty where none was made. */
export type Suggestion = With<
  AnySuggestion,
  { grounds: Ground[]; performance_prediction: Partial<Prediction> }
>;
export type Batch = With<
  Answer<"/api/ai/batches", "get">["batches"][number],
  { state: "waiting" | "running" | "done" | "cancelled" | "failed" }
>;
export type BatchDraft = With<
  Answer<"/api/ai/drafts/{draft_id}", "get">["draft"],
  { suggestion: Suggestion }
>;
/** What was decided about one post of a batch; "gone": the post that came of it was deleted since. */
export type BatchDecision = With<
  Answer<"/api/ai/batches/{batch_id}/decisions", "get">["decisions"][number],
  { standing: "approved" | "planned" | "discarded" | "gone" }
>;
export type CardLayout = Answer<"/api/cards/layouts", "get">["layouts"][number];
export type CardShape = Answer<"/api/cards/layouts", "get">["shapes"][number];
/** Colours, logo and name on the workspace's cards. */
export type Brand = Answer<"/api/cards/brand", "get">["brand"];
export type LinkPicture = With<Answer<"/api/cards/link-picture", "post", 201>, { media: Media }>;
export type Domain = Answer<"/api/ai/domains", "get">["domains"][number];
export type Voice = NonNullable<Answer<"/api/ai/voice", "get">["voice"]>;
export type Engine = Answer<"/api/ai/engines", "get">["engines"][number];
export type AiUsage = Answer<"/api/ai/usage", "get">;
/** What a workspace wants to keep in sight on a day. */
export type CalendarNote = Answer<"/api/calendar/notes", "get">["notes"][number];
export type NoteColour = CalendarNote["colour"];
export type AiPreferences = Answer<"/api/ai/preferences", "get">["preferences"];

/** How the automation is set up, and whether it runs. */
export type Automation = NonNullable<Answer<"/api/automation", "get">["automation"]>;
export type AutomationState = Automation["state"];
export type AutomationStatus = Answer<"/api/automation/status", "get">;
/** One place of the automation's plan, and what became of it. */
export type PlannedEntry = Answer<"/api/automation/entries", "get">["entries"][number];
export type BestTimes = Answer<"/api/automation/best-times/{connection_id}", "get">;
export type Rehearsal = Answer<"/api/automation/rehearsal", "get">;
/** Slots of the week that posts fill one after the other. */
export type Queue = Answer<"/api/queues", "get">["queues"][number];
export type QueueSlot = Queue["slots"][number];
export type QueueColour = Queue["colour"];
type AnyPlace = Answer<"/api/queues/{queue_id}/turns", "get">["places"][number];
/** A coming time of a queue, and what stands there. */
export type QueuePlace = With<
  AnyPlace,
  { post: With<NonNullable<AnyPlace["post"]>, { state: PublicationState }> | null }
>;
export type Category = Answer<"/api/categories", "get">["categories"][number];
export type Evergreen = Answer<"/api/evergreens/{evergreen_id}", "get">["evergreen"];
/** A post that recurs by a rule. */
export type Series = Answer<"/api/series", "get">["series"][number];
export type SeriesState = Series["state"];
export type SeriesAnswer = Answer<"/api/series/{series_id}", "get">;
/** The next times of a rule, and what its author should know. */
export type SeriesPreview = Answer<"/api/series/preview", "post">;
export type SeriesDate = SeriesPreview["occurrences"][number];
export type DashboardNumbers = Answer<"/api/dashboard", "get">;
export type Activity = DashboardNumbers["recent_activity"][number];

export type Punctuality = Answer<"/api/publishing/punctuality", "get">;
export type Lateness = Punctuality["total"];

export type CheckedFile = Answer<"/api/imports/check", "post">;
export type CheckedRow = CheckedFile["rows"][number];
export type ImportCells = CheckedRow["cells"];
export type ImportColumn = keyof ImportCells;
export type RowProblem = CheckedRow["problems"][number];
export type Import = Answer<"/api/imports/{import_id}", "get">["imported"];
export type ImportRow = Answer<"/api/imports/{import_id}/rows", "get">["rows"][number];

export type Feed = Answer<"/api/feeds", "get">["feeds"][number];
export type FeedFound = Answer<"/api/feeds/look", "post">;
export type FeedItem = Answer<"/api/feeds/{feed_id}/items", "get">["items"][number];

/** What `/api/stream` says; it stands outside the document, because a stream has no JSON answer. */
export interface LiveChange {
  type:
    | "publication.changed"
    | "post.changed"
    | "connection.changed"
    | "workspace.changed"
    | "metrics.changed"
    | "source.changed"
    | "batch.changed"
    | "automation.changed"
    | "notice.told"
    | "queue.changed"
    | "import.changed"
    | "feed.changed"
    | "series.changed"
    | "note.changed";
  id: string;
  post_id?: string;
  state?: string;
  at: string;
}
