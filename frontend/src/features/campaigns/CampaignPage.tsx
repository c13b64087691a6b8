import { Archive, ArchiveRestore, ArrowLeft, FileText, Pencil, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Link, useNavigate, useParams } from "react-router";

import { CampaignDot } from "@/components/campaign-dot";
import { StateBadge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState, NotShown } from "@/components/ui/error-state";
import { DocumentTitle } from "@/components/ui/page";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { Moment } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import {
  fieldsOf,
  useCampaign,
  useCampaignPosts,
  useDeleteCampaign,
  useKeepCampaign,
} from "@/lib/api/campaigns";
import type { Campaign, CampaignNumbers, Post } from "@/lib/api/contract";
import { isMissing } from "@/lib/api/problem";
import { formatCount } from "@/lib/numbers";
import { useCampaignWords } from "@/lib/strings/en/campaigns";

import { useCampaignFacts } from "./facts";

const CampaignSheet = lazy(() => import("./CampaignSheet"));

const told = ["likes", "replies", "reposts", "impressions", "clicks"] as const;

function Numbers({ numbers }: { numbers: CampaignNumbers }) {
  const words = useCampaignWords();
  const tiles = [
    ...(["posts", "live", "waiting"] as const).map((name) => ({ name, value: numbers[name], why: "" })),
    ...told.map((name) => ({
      name,
      value: numbers[name],
      why: words(name === "clicks" ? "numbers.noShort" : "numbers.unknown"),
    })),
  ];
  return (
    <section aria-labelledby="together" className="flex flex-col gap-3">
      <h2 id="together" className="text-base font-semibold">
        {words("numbers.title")}
      </h2>
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-4">
        {tiles.map(({ name, value, why }) => (
          <div key={name} className="flex flex-col bg-surface p-4">
            <dt className="text-sm text-ink-muted">{words(`numbers.${name}`)}</dt>
            <dd className="mt-1 text-lg font-semibold tabular-nums">
              {value === null ? <span className="text-ink-faint">–</span> : formatCount(value)}
              {value === null && <span className="block text-xs font-normal text-ink-faint">{why}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {numbers.live > 0 && (
        <p className="text-xs text-ink-faint">
          {words("numbers.basis", { read: numbers.read, live: numbers.live })}
        </p>
      )}
    </section>
  );
}

function PostRow({ post }: { post: Post }) {
  const words = useCampaignWords();
  const picture = post.media[0];
  const platforms = [...new Set(post.publications.map(({ platform }) => platform))];
  return (
    <li>
      <Link to={`/compose/${post.id}`} className="flex items-center gap-3 px-4 py-3 hover:bg-sunken">
        {picture ? (
          <img src={picture.thumbnail_url} alt="" className="size-10 rounded-md bg-sunken object-cover" />
        ) : (
          <span className="grid size-10 shrink-0 place-items-center rounded-md bg-sunken text-ink-faint">
            <FileText aria-hidden className="size-4" />
          </span>
        )}
        <span className="min-w-0 flex-1">
          <span className="line-clamp-2 text-sm" dir="auto">
            {post.text.trim() || words("noText")}
          </span>
          <span className="mt-0.5 flex items-center gap-2 text-xs text-ink-faint">
            <Moment iso={post.planned?.at ?? post.updated_at} />
            {platforms.map((platform) => (
              <PlatformMark key={platform} platform={platform} className="size-3.5" />
            ))}
          </span>
        </span>
        <StateBadge state={post.state} />
      </Link>
    </li>
  );
}

function Posts({ id }: { id: string }) {
  const words = useCampaignWords();
  const posts = useCampaignPosts(id);
  if (posts.isPending) {
    return (
      <Loading className="flex flex-col gap-2">
        <Skeleton className="h-16 rounded-lg" />
        <Skeleton className="h-16 rounded-lg" />
      </Loading>
    );
  }
  if (posts.isError) return <ErrorState error={posts.error} onRetry={() => void posts.refetch()} />;
  const all = posts.data.pages.flatMap((page) => page.posts);
  if (all.length === 0) {
    return (
      <EmptyState
        icon={FileText}
        title={words("postsEmptyTitle")}
        detail={words("postsEmptyDetail")}
        action={
          <Button asChild>
            <Link to="/compose">{words("write")}</Link>
          </Button>
        }
      />
    );
  }
  return (
    <>
      <Card className="overflow-hidden">
        <ul className="divide-y divide-line">
          {all.map((post) => (
            <PostRow key={post.id} post={post} />
          ))}
        </ul>
      </Card>
      {posts.hasNextPage && (
        <Button
          className="self-center"
          busy={posts.isFetchingNextPage}
          onClick={() => void posts.fetchNextPage()}
        >
          {words("more")}
        </Button>
      )}
    </>
  );
}

function Actions({ campaign }: { campaign: Campaign }) {
  const words = useCampaignWords();
  const navigate = useNavigate();
  const keep = useKeepCampaign();
  const remove = useDeleteCampaign();
  const [open, setOpen] = useState<"edit" | "remove" | null>(null);
  const { archived, name } = campaign;
  const archive = () =>
    keep.mutate(
      { known: campaign, fields: { ...fieldsOf(campaign), archived: !archived } },
      {
        onSuccess: () => toast.done(words(archived ? "unarchivedDone" : "archivedDone")),
        onError: toast.problem,
      },
    );
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button onClick={() => setOpen("edit")}>
        <Pencil aria-hidden />
        {words("edit")}
      </Button>
      <Button busy={keep.isPending} onClick={archive}>
        {archived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
        {words(archived ? "unarchive" : "archive")}
      </Button>
      <Button variant="ghost" onClick={() => setOpen("remove")}>
        <Trash2 aria-hidden />
        {words("remove")}
      </Button>
      {open === "edit" && (
        <Suspense fallback={null}>
          <CampaignSheet campaign={campaign} onClose={() => setOpen(null)} />
        </Suspense>
      )}
      <ConfirmDialog
        open={open === "remove"}
        onOpenChange={() => setOpen(null)}
        title={words("removeTitle", { name })}
        detail={words("removeDetail")}
        confirm={words("remove")}
        busy={remove.isPending}
        danger
        onConfirm={() =>
          remove.mutate(campaign.id, {
            onSuccess: (count) => {
              toast.done(words("removed", { count }));
              void navigate("/campaigns");
            },
            onError: (error) => {
              setOpen(null);
              toast.problem(error);
            },
          })
        }
      />
    </div>
  );
}

function Whole({ campaign, numbers }: { campaign: Campaign; numbers: CampaignNumbers }) {
  const words = useCampaignWords();
  const { span, links } = useCampaignFacts();
  const facts = [span(campaign), links(campaign), campaign.archived && words("archived")];
  return (
    <div className="flex flex-col gap-8">
      <DocumentTitle>{campaign.name}</DocumentTitle>
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="flex items-center gap-3 text-xl font-semibold break-words" dir="auto">
            <CampaignDot colour={campaign.colour} className="size-3.5" />
            {campaign.name}
          </h1>
          <p className="mt-1 text-sm text-ink-muted">{facts.filter(Boolean).join(" · ")}</p>
        </div>
        <Actions campaign={campaign} />
      </header>
      <Numbers numbers={numbers} />
      <section aria-labelledby="posts" className="flex flex-col gap-3">
        <h2 id="posts" className="text-base font-semibold">
          {words("posts")}
        </h2>
        <Posts id={campaign.id} />
      </section>
    </div>
  );
}

/** One campaign: its posts, and what came of them together. */
export default function CampaignPage() {
  const words = useCampaignWords();
  const id = useParams().campaignId ?? "";
  const page = useCampaign(id);
  return (
    <div className="mx-auto w-full max-w-5xl px-4 py-6 sm:px-8 sm:py-8">
      <Button variant="ghost" size="sm" className="mb-3 -ml-2" asChild>
        <Link to="/campaigns">
          <ArrowLeft aria-hidden />
          {words("back")}
        </Link>
      </Button>
      {page.data ? (
        <Whole {...page.data} />
      ) : page.isError ? (
        <>
          {isMissing(page.error) && (
            <>
              <DocumentTitle>{words("goneTitle")}</DocumentTitle>
              <h1 className="mb-6 text-xl font-semibold">{words("goneTitle")}</h1>
            </>
          )}
          <NotShown
            error={page.error}
            onRetry={() => void page.refetch()}
            action={
              <Button asChild>
                <Link to="/campaigns">{words("back")}</Link>
              </Button>
            }
          />
        </>
      ) : (
        <Loading className="flex flex-col gap-6">
          <Skeleton className="h-10 w-64" />
          <Skeleton className="h-44 rounded-lg" />
          <Skeleton className="h-32 rounded-lg" />
        </Loading>
      )}
    </div>
  );
}
