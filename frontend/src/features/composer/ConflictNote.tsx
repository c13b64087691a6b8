import { useMutation } from "@tanstack/react-query";

import { Button } from "@/components/ui/button";
import { Note, ProblemNote } from "@/components/ui/error-state";
import type { Post } from "@/lib/api/contract";
import { fetchPost } from "@/lib/api/posts";
import { useComposerWords } from "@/lib/strings/en/composer";

import type { DraftKeeper } from "./draft-keeper";

/** Two people, or two tabs, wrote the same post: the person chooses which text stands. */
export function ConflictNote({ keeper, onTake }: { keeper: DraftKeeper; onTake: (post: Post) => void }) {
  const words = useComposerWords();
  const decide = useMutation({
    mutationFn: async (mine: boolean) => {
      const fresh = await fetchPost(keeper.id ?? "");
      if (mine) await keeper.overwrite(fresh.version);
      else onTake(fresh);
    },
  });
  return (
    <Note tone="warn" role="alert" title={words("keep.conflictTitle")}>
      <p>{words("keep.conflictDetail")}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button size="sm" busy={decide.isPending} onClick={() => decide.mutate(true)}>
          {words("keep.keepMine")}
        </Button>
        <Button size="sm" busy={decide.isPending} onClick={() => decide.mutate(false)}>
          {words("keep.takeTheirs")}
        </Button>
      </div>
      <ProblemNote error={decide.error} className="mt-3" />
    </Note>
  );
}
