import { useMutation } from "@tanstack/react-query";
import { Copy, PenLine, Plus } from "lucide-react";
import { Link, useNavigate } from "react-router";

import { Button } from "@/components/ui/button";
import { ProblemNote } from "@/components/ui/error-state";
import type { Post } from "@/lib/api/contract";
import { createPost, labelsOf, useReopen, writingOf } from "@/lib/api/posts";
import { useComposerWords } from "@/lib/strings/en/composer";

/** What to do next with a post that is no longer a draft. */
export default function OutcomeActions({ post }: { post: Post }) {
  const words = useComposerWords();
  const navigate = useNavigate();
  const reopen = useReopen();
  const copy = useMutation({ mutationFn: () => createPost(writingOf(post), undefined, labelsOf(post)) });
  const refused = post.publications.some(({ state }) => state === "failed");
  const goTo = (id: string) => void navigate(`/compose/${id}`);
  return (
    <>
      {refused && (
        <Button
          variant="primary"
          size="sm"
          busy={reopen.isPending}
          onClick={() => reopen.mutate(post.id, { onSuccess: goTo })}
        >
          <PenLine aria-hidden />
          {words("outcome.edit")}
        </Button>
      )}
      <Button size="sm" asChild>
        <Link to="/compose">
          <Plus aria-hidden />
          {words("outcome.another")}
        </Link>
      </Button>
      <Button
        size="sm"
        variant="ghost"
        busy={copy.isPending}
        onClick={() => copy.mutate(undefined, { onSuccess: ({ id }) => goTo(id) })}
      >
        <Copy aria-hidden />
        {words("outcome.again")}
      </Button>
      <p className="w-full text-xs text-ink-faint">
        {words(post.state === "published" ? "outcome.locked" : "outcome.moving")}
      </p>
      <ProblemNote error={reopen.error ?? copy.error} className="w-full" />
    </>
  );
}
