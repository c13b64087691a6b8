import { useQuery } from "@tanstack/react-query";

import { StateBadge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ErrorState, Note, ProblemNote } from "@/components/ui/error-state";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { api } from "@/lib/api/client";
import type { Category, Evergreen, Post } from "@/lib/api/contract";
import { keys } from "@/lib/api/keys";
import { useMarkEvergreen } from "@/lib/api/queues";
import { useQueueWords } from "@/lib/strings/en/queues";

interface TakePostProps {
  category: Category;
  onBack: () => void;
  onTaken: (evergreen: Evergreen) => void;
}

function useNewestPosts() {
  const filter = { state: "all", limit: 50 };
  return useQuery({
    queryKey: keys.postList(filter),
    queryFn: async () => (await api.get<{ posts: Post[] }>("/posts", { params: filter })).data.posts,
  });
}

/** The newest posts, any of which may be made evergreen. A thread cannot. */
export function TakePost({ category, onBack, onTaken }: TakePostProps) {
  const words = useQueueWords();
  const posts = useNewestPosts();
  const mark = useMarkEvergreen();
  const fit = posts.data?.filter(({ text, follow_ups }) => text.trim() && follow_ups.length === 0);
  return (
    <div className="grid gap-4 pb-1">
      <div>
        <h3 className="text-sm font-medium">{words("evergreen.takeTitle")}</h3>
        <p className="text-sm text-ink-muted">{words("evergreen.takeDetail")}</p>
      </div>
      <ProblemNote error={mark.error} />
      {posts.isLoadingError ? (
        <ErrorState error={posts.error} onRetry={() => void posts.refetch()} />
      ) : !fit ? (
        <Loading className="grid gap-3">
          <Skeleton className="h-14" />
          <Skeleton className="h-14" />
        </Loading>
      ) : fit.length === 0 ? (
        <Note>{words("evergreen.takeNone")}</Note>
      ) : (
        <ul className="divide-y divide-line">
          {fit.map((post) => (
            <li key={post.id} className="flex items-start justify-between gap-3 py-3">
              <div className="min-w-0">
                <p id={`take-${post.id}`} dir="auto" className="line-clamp-2 text-sm break-words">
                  {post.text}
                </p>
                <StateBadge state={post.state} />
              </div>
              <Button
                size="sm"
                busy={mark.isPending && mark.variables.post_id === post.id}
                aria-describedby={`take-${post.id}`}
                onClick={() =>
                  mark.mutate(
                    { category: category.id, post_id: post.id, text: "", texts: [] },
                    { onSuccess: onTaken },
                  )
                }
              >
                {words("evergreen.choose")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Button className="justify-self-end" onClick={onBack}>
        {words("evergreen.back")}
      </Button>
    </div>
  );
}
