import { PenLine, RotateCw } from "lucide-react";
import { useNavigate } from "react-router";

import { Button } from "@/components/ui/button";
import { ProblemNote } from "@/components/ui/error-state";
import type { Publication } from "@/lib/api/contract";
import { useReopen } from "@/lib/api/posts";
import { useRetry } from "@/lib/api/publications";
import { usePublicationWords } from "@/lib/strings/en/publications";

import { DropButton } from "./DropButton";

/** Why it was refused, what mends it, and the ways on. */
export function Failed({ publication }: { publication: Publication }) {
  const words = usePublicationWords();
  const retry = useRetry();
  const reopen = useReopen();
  const navigate = useNavigate();
  const { error, id, post_id } = publication;
  const edit = () => {
    retry.reset();
    reopen.mutate(post_id, { onSuccess: (draft) => void navigate(`/compose/${draft}`) });
  };
  const again = () => {
    reopen.reset();
    retry.mutate(id);
  };
  return (
    <div className="flex flex-col gap-4">
      {error && (
        <div className="text-sm">
          <p>{error.detail}</p>
          {error.what_to_do && (
            <p className="mt-1 text-ink-muted">{words("fix", { fix: error.what_to_do })}</p>
          )}
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" busy={reopen.isPending} onClick={edit}>
          {!reopen.isPending && <PenLine aria-hidden />}
          {words("edit")}
        </Button>
        <Button busy={retry.isPending} onClick={again}>
          {!retry.isPending && <RotateCw aria-hidden />}
          {words("retry")}
        </Button>
        <DropButton publication={publication} />
      </div>
      <p className="text-xs text-ink-faint">{words("editNote")}</p>
      <ProblemNote error={retry.error ?? reopen.error} />
    </div>
  );
}
