import { Files, Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";

import { Button } from "@/components/ui/button";
import { NotShown } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { useConnections } from "@/lib/api/connections";
import { usePost } from "@/lib/api/posts";
import { isMissing } from "@/lib/api/problem";
import { samePage } from "@/lib/routes";
import { useComposerWords } from "@/lib/strings/en/composer";

import { Composer } from "./Composer";
import { isGone } from "./leaving";
import { rememberedAccounts } from "./remembered-accounts";
import { useDraftList } from "./use-draft-list";

const DraftsSheet = lazy(() => import("./DraftsSheet"));

/** Which writing goes on: it survives the change of address when its first save gives it an id. */
interface Run {
  number: number;
  path: string | null;
  born: string | null;
}

function useRun(postId: string | null): [Run, (id: string) => void] {
  const [run, setRun] = useState<Run>({ number: 0, path: postId, born: null });
  if (postId !== run.path) {
    const sameWriting = postId !== null && postId === run.born;
    setRun({ number: sameWriting ? run.number : run.number + 1, path: postId, born: null });
  }
  return [run, (id) => setRun((current) => ({ ...current, born: id }))];
}

function DraftsButton({ current }: { current: string | null }) {
  const words = useComposerWords();
  const list = useDraftList();
  const [fetched, setFetched] = useState(false);
  if (list.open && !fetched) setFetched(true);
  return (
    <>
      <Button onClick={() => list.change({ open: true })}>
        <Files aria-hidden />
        {words("drafts")}
      </Button>
      {fetched && (
        <Suspense fallback={null}>
          <DraftsSheet list={list} current={current} />
        </Suspense>
      )}
    </>
  );
}

function Waiting() {
  return (
    <Loading className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="flex flex-col gap-4">
        <Skeleton className="h-10 w-40 rounded-full" />
        <Skeleton className="h-56 rounded-lg" />
      </div>
      <Skeleton className="h-40 rounded-lg" />
    </Loading>
  );
}

/** Where posts are written. */
export default function ComposePage() {
  const words = useComposerWords();
  const navigate = useNavigate();
  const postId = useParams().postId ?? null;
  const [query] = useSearchParams();
  const draftList = useDraftList();
  const [run, born] = useRun(postId);
  const connections = useConnections();
  const post = usePost(postId ?? undefined);

  const onCreated = (id: string) => {
    born(id);
    const address = { pathname: `/compose/${id}`, search: draftList.search(draftList.open) };
    void navigate(address, { replace: true, preventScrollReset: true, state: samePage });
  };
  const ready = (postId === null || post.data !== undefined) && !connections.isPending;
  return (
    <Page
      title={words(
        postId && !post.data && isMissing(post.error)
          ? "titleGone"
          : post.data?.state === "scheduled" && !isGone(post.data)
            ? "titleEdit"
            : "title",
      )}
      actions={
        <>
          {postId && (
            <Button asChild>
              <Link to="/compose">
                <Plus aria-hidden />
                {words("newPost")}
              </Link>
            </Button>
          )}
          <DraftsButton current={postId} />
        </>
      }
    >
      {postId && post.isError && !post.data ? (
        <NotShown
          error={post.error}
          onRetry={() => void post.refetch()}
          action={
            <Button asChild>
              <Link to="/calendar">{words("toCalendar")}</Link>
            </Button>
          }
        />
      ) : ready ? (
        <Composer
          key={run.number}
          post={post.data ?? null}
          accounts={rememberedAccounts(connections.data ?? [])}
          at={query.get("at")}
          repeat={query.get("series") ?? (query.has("repeat") ? "" : null)}
          onCreated={onCreated}
        />
      ) : (
        <Waiting />
      )}
    </Page>
  );
}
