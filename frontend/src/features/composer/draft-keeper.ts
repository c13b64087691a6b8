import type { Post } from "@/lib/api/contract";
import type { Writing } from "@/lib/api/posts";
import { toProblem, type ApiProblem } from "@/lib/api/problem";

import { dropCopy, keepCopy } from "./kept-copy";
import { isEmpty, isSame, sheetOf, writingOfSheet, type Sheet } from "./writing";

/** Where the typed text is. */
export type Keeping =
  | { kind: "clean" }
  | { kind: "typing" }
  | { kind: "saving" }
  | { kind: "saved" }
  /** Only in this browser; it is tried again by itself. */
  | { kind: "here"; problem: ApiProblem }
  /** The server will not take it as it is. */
  | { kind: "refused"; problem: ApiProblem }
  /** Somebody else changed the post; nothing was overwritten. */
  | { kind: "conflict" };

interface Server {
  create: (writing: Writing) => Promise<Post>;
  rewrite: (id: string, writing: Writing, version: number) => Promise<Post>;
  read: (id: string) => Promise<Post>;
}

interface KeeperOptions {
  server: Server;
  /** What is shown at first: the post's text, or a copy that this browser kept. */
  sheet: Sheet;
  /** What the server has; null for nothing. */
  stored: Sheet | null;
  /** The post as the server has it; null before its first save. */
  post: Pick<Post, "id" | "version"> | null;
  /** False: changes wait in this browser until `flush`, because a planned post must not change under its author's hands. */
  auto: boolean;
  onSaved: (post: Post) => void;
}

const pause = 800;
const firstRetry = 3_000;
const longestRetry = 30_000;

/**
 * Keeps what is typed: in this browser at once, on the server shortly after the typing stops.
 * One save runs at a time, and each carries the version it rests on, so nothing is overwritten unseen.
 */
export class DraftKeeper {
  private readonly options: KeeperOptions;
  private sheet: Sheet;
  private stored: Sheet | null;
  private current: { id: string | null; version: number | null };
  private auto: boolean;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  private retry = firstRetry;
  /** Sent, but its answer was lost: the server may have it. */
  private unanswered: Sheet | null = null;
  private keeping: Keeping = { kind: "clean" };
  private readonly listeners = new Set<() => void>();

  constructor(options: KeeperOptions) {
    this.options = options;
    this.sheet = options.sheet;
    this.stored = options.stored;
    this.current = { id: options.post?.id ?? null, version: options.post?.version ?? null };
    this.auto = options.auto;
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly read = (): Keeping => this.keeping;

  /** What was typed last. */
  get latest(): Sheet {
    return this.sheet;
  }

  get id(): string | null {
    return this.current.id;
  }

  get version(): number | null {
    return this.current.version;
  }

  /** Whether the server lacks something of what was typed. */
  get isBehind(): boolean {
    return this.stored ? !isSame(this.stored, this.sheet) : !isEmpty(this.sheet);
  }

  /** Takes a change: safe in this browser when it returns. */
  edit(sheet: Sheet): void {
    this.sheet = sheet;
    if (!this.isBehind) {
      dropCopy(this.current.id);
      if (!this.running) this.turn({ kind: "clean" });
      return;
    }
    keepCopy(this.current.id, { sheet, version: this.current.version });
    if (this.keeping.kind === "conflict") return;
    if (!this.running) this.turn({ kind: "typing" });
    this.plan(pause);
  }

  /** The post changed on the server by our own doing (planned, sent) or while nothing was being typed. */
  adopt(post: Post, auto: boolean): void {
    this.current = { id: post.id, version: post.version };
    this.stored = sheetOf(post);
    this.auto = auto;
    if (!this.isBehind) dropCopy(post.id);
  }

  /** Shows another sheet without having typed it. */
  replace(sheet: Sheet): void {
    this.sheet = sheet;
    if (!this.isBehind) dropCopy(this.current.id);
    this.turn({ kind: "clean" });
  }

  /** After a conflict: what was typed here shall stand, over the version that the server has now. */
  overwrite(version: number): Promise<void> {
    this.current = { ...this.current, version };
    this.stored = null;
    this.turn({ kind: "typing" });
    return this.flush();
  }

  /** Saves now. Rejects with the problem where that fails. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    while (this.isBehind) {
      this.running ??= this.save().finally(() => {
        this.running = null;
      });
      await this.running;
    }
  }

  /** The page goes away: what is not saved is tried once more and stays in this browser. */
  close(): void {
    clearTimeout(this.timer);
    if (this.auto && this.isBehind && this.keeping.kind !== "conflict")
      void this.flush().catch(() => undefined);
  }

  private plan(after: number): void {
    clearTimeout(this.timer);
    if (this.auto) this.timer = setTimeout(() => void this.flush().catch(() => undefined), after);
  }

  private async save(): Promise<void> {
    const sent = this.sheet;
    this.turn({ kind: "saving" });
    try {
      const post = await this.send(writingOfSheet(sent));
      this.settle(post, sent);
    } catch (error) {
      const problem = toProblem(error);
      if (problem.code === "conflict" && (await this.wasOurs())) return;
      if (problem.status === 0) this.unanswered = sent;
      this.fail(problem);
      throw error;
    }
  }

  /** Whether the newer version is our own save whose answer was lost; then the work goes on from there. */
  private async wasOurs(): Promise<boolean> {
    const { id } = this.current;
    if (this.unanswered === null || id === null) return false;
    const fresh = await this.options.server.read(id).catch(() => null);
    if (fresh === null || !isSame(sheetOf(fresh), this.unanswered)) return false;
    this.settle(fresh, this.unanswered);
    return true;
  }

  private send(writing: Writing): Promise<Post> {
    const { id, version } = this.current;
    const { create, rewrite } = this.options.server;
    return id === null ? create(writing) : rewrite(id, writing, version ?? 0);
  }

  private settle(post: Post, sent: Sheet): void {
    dropCopy(this.current.id);
    this.current = { id: post.id, version: post.version };
    this.stored = sent;
    this.unanswered = null;
    this.retry = firstRetry;
    if (this.isBehind) keepCopy(post.id, { sheet: this.sheet, version: post.version });
    this.turn(this.isBehind ? { kind: "typing" } : { kind: "saved" });
    this.options.onSaved(post);
  }

  private fail(problem: ApiProblem): void {
    const passing = problem.status === 0 || problem.status === 429 || problem.status >= 500;
    if (problem.code === "conflict") this.turn({ kind: "conflict" });
    else if (passing) this.tryLater(problem);
    else this.turn({ kind: "refused", problem });
  }

  private tryLater(problem: ApiProblem): void {
    this.turn({ kind: "here", problem });
    this.plan((problem.retryAfter ?? 0) * 1000 || this.retry);
    this.retry = Math.min(this.retry * 2, longestRetry);
  }

  private turn(keeping: Keeping): void {
    this.keeping = keeping;
    this.listeners.forEach((listener) => listener());
  }
}
