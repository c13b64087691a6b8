import { Avatar } from "@/components/ui/avatar";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ProblemNote } from "@/components/ui/error-state";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { RelativeMoment } from "@/components/ui/time";
import { accountName, hasHandles } from "@/lib/account-name";
import type { Publication, Reply } from "@/lib/api/contract";
import { useReplies } from "@/lib/api/publications";
import { usePublicationWords } from "@/lib/strings/en/publications";

function ReplyRow({ reply, platform }: { reply: Reply; platform: string }) {
  const words = usePublicationWords();
  const when = <RelativeMoment iso={reply.created_at} />;
  return (
    <li className="flex gap-3">
      <Avatar name={reply.author_name} className="size-8" />
      <div className="min-w-0 flex-1 text-sm">
        <p className="flex flex-wrap gap-x-1.5">
          <span className="font-medium">{reply.author_name}</span>
          {/* Elsewhere what identifies a person is a number. */}
          {hasHandles(platform) && (
            <span className="text-ink-muted">
              {accountName({ platform, username: reply.author_username })}
            </span>
          )}
          <span className="text-ink-faint">
            ·{" "}
            {reply.url ? (
              <a href={reply.url} target="_blank" rel="noreferrer" className="hover:underline">
                {when} <span className="sr-only">{words("replies.open", { name: reply.author_name })}</span>
              </a>
            ) : (
              when
            )}
          </span>
        </p>
        <p dir="auto" className="break-words whitespace-pre-wrap">
          {reply.text}
        </p>
      </div>
    </li>
  );
}

/** What people said under it, newest first. */
export function Replies({ publication }: { publication: Publication }) {
  const words = usePublicationWords();
  const replies = useReplies(publication.id, true);
  return (
    <Card aria-labelledby="publication-replies">
      <CardHeader id="publication-replies" title={words("replies.title")} />
      <CardBody>
        {replies.isPending && (
          <Loading>
            <Skeleton className="h-10" />
          </Loading>
        )}
        <ProblemNote error={replies.error} />
        {replies.data?.length === 0 && <p className="text-sm text-ink-muted">{words("replies.none")}</p>}
        {replies.data && replies.data.length > 0 && (
          <ul className="grid gap-4">
            {replies.data.map((reply) => (
              <ReplyRow key={reply.id} reply={reply} platform={publication.platform} />
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}
