import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";

import type { Post } from "@/lib/api/contract";
import { createPost, fetchPost, keepPost, rewritePost } from "@/lib/api/posts";
import { newPostId } from "@/lib/ids";

import { DraftKeeper } from "./draft-keeper";
import { findCopy } from "./kept-copy";
import { keepAside, moveAside, setAside } from "./set-aside";
import { emptySheet, isSame, sheetOf, withSetAside, type Sheet } from "./writing";

/** Only a draft may change by itself while it is typed. */
export const savesItself = (post: Post | null) => post === null || post.state === "draft";

interface SheetOptions {
  post: Post | null;
  /** Chosen for a new post before the author chooses. */
  accounts: string[];
  onCreated: (id: string) => void;
}

function firstSheet({ post, accounts }: SheetOptions): { shown: Sheet; copy: ReturnType<typeof findCopy> } {
  const copy = findCopy(post?.id ?? null);
  const shown = copy?.sheet ?? (post ? sheetOf(post) : emptySheet(accounts));
  // Copies of an earlier version of this page held nothing tailored.
  const whole: Sheet = { ...emptySheet(), ...shown };
  const aside = setAside(post?.id ?? null);
  return { shown: withSetAside(whole, { ...whole, tailored: aside }), copy };
}

/** What is being written, kept safe. Mount anew for another post. */
export function useSheet(options: SheetOptions) {
  const { post } = options;
  const client = useQueryClient();
  const onCreated = useEffectEvent(options.onCreated);
  const [first] = useState(() => firstSheet(options));
  const [sheet, setSheet] = useState(first.shown);
  const onSaved = useEffectEvent((saved: Post) => {
    keepPost(client, saved);
    if (saved.id === post?.id) return;
    moveAside(saved.id);
    onCreated(saved.id);
  });
  const [saved, setSaved] = useState<Post | null>(null);
  const [ownId] = useState(newPostId);
  const [keeper] = useState(
    () =>
      new DraftKeeper({
        server: { create: (writing) => createPost(writing, ownId), rewrite: rewritePost, read: fetchPost },
        sheet: first.shown,
        stored: post && sheetOf(post),
        // Typing that went on from an older version must meet the newer one, not hide it.
        post: post && { id: post.id, version: first.copy?.version ?? post.version },
        auto: savesItself(post),
        onSaved: setSaved,
      }),
  );
  const keeping = useSyncExternalStore(keeper.subscribe, keeper.read);

  useEffect(() => {
    if (saved) onSaved(saved);
  }, [saved]);

  useEffect(() => {
    if (first.copy) keeper.edit(first.shown);
    const onOnline = () => void keeper.flush().catch(() => undefined);
    window.addEventListener("online", onOnline);
    return () => {
      window.removeEventListener("online", onOnline);
      keeper.close();
    };
  }, [keeper, first]);

  useFollowServer(keeper, post, sheet, setSheet);

  const change = (by: (sheet: Sheet) => Sheet) => {
    const next = by(keeper.latest);
    setSheet(next);
    keepAside(keeper.id, next);
    keeper.edit(next);
  };
  /** Takes the server's text in the place of what is shown. */
  const take = (fresh: Post) => {
    keeper.adopt(fresh, savesItself(fresh));
    const theirs = withSetAside(sheetOf(fresh), sheet);
    setSheet(theirs);
    keeper.replace(theirs);
  };
  return { sheet, change, take, keeper, keeping, restored: first.copy !== null && saved === null };
}

/** Another tab or the server moved the post on: follow, as long as nothing typed here would be lost. */
function useFollowServer(
  keeper: DraftKeeper,
  post: Post | null,
  sheet: Sheet,
  setSheet: (sheet: Sheet) => void,
): void {
  const follow = useEffectEvent((fresh: Post) => {
    const quiet = ["clean", "saved"].includes(keeper.read().kind) && !keeper.isBehind;
    if (!quiet || fresh.version < (keeper.version ?? 0)) return;
    keeper.adopt(fresh, savesItself(fresh));
    const theirs = withSetAside(sheetOf(fresh), sheet);
    if (isSame(theirs, sheet)) return;
    setSheet(theirs);
    keeper.replace(theirs);
  });
  useEffect(() => {
    if (post) follow(post);
  }, [post]);
}
