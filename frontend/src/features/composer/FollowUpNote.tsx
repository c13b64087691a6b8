import { useComposerWords } from "@/lib/strings/en/composer";

import { listed, platformNames, type Target } from "./targets";

const having = (targets: Target[], kind: "thread" | "comment" | "none") =>
  targets.filter(({ platform }) => platform.limits.follow_ups === kind);

/** How further parts are called for these accounts; null where none has a place for them. */
export function followUpWord(targets: Target[]): "add" | "addComment" | "addMixed" | null {
  const threads = having(targets, "thread").length;
  const comments = having(targets, "comment").length;
  if (threads > 0 && comments > 0) return "addMixed";
  if (comments > 0) return "addComment";
  return threads > 0 || targets.length === 0 ? "add" : null;
}

/** Says what becomes of further parts where the accounts' platforms differ. */
export function FollowUpNote({ targets }: { targets: Target[] }) {
  const words = useComposerWords();
  const ways = (["thread", "comment", "none"] as const)
    .map((kind) => ({ kind, names: platformNames(having(targets, kind)) }))
    .filter(({ names }) => names.length > 0);
  if (ways.length < 2) return null;
  const said = { thread: "thread.asThread", comment: "thread.asComment", none: "thread.leftOut" } as const;
  return (
    <p className="text-sm text-ink-muted">
      {ways.map(({ kind, names }) => words(said[kind], { platforms: listed(names) })).join(" ")}
    </p>
  );
}
