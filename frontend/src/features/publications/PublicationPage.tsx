import { Link, useParams } from "react-router";

import { Button } from "@/components/ui/button";
import { NotShown } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import type { Publication } from "@/lib/api/contract";
import { isMissing } from "@/lib/api/problem";
import { usePublication } from "@/lib/api/publications";
import { usePostWords } from "@/lib/strings/en/posts";
import { usePublicationWords } from "@/lib/strings/en/publications";

import { AsSent } from "./AsSent";
import { Attempts } from "./Attempts";
import { Numbers } from "./Numbers";
import { Replies } from "./Replies";
import { ShortLinks } from "./ShortLinks";
import { Standing } from "./Standing";
import { Thread } from "./Thread";
import { usePlatform } from "./use-platform";

function Content({ publication }: { publication: Publication }) {
  const { can } = usePlatform(publication.platform);
  const live = publication.state === "published" && publication.platform_post_id !== null;
  return (
    <div className="grid grid-cols-1 gap-6">
      <Standing publication={publication} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <div className="grid grid-cols-1 gap-6">
          <AsSent publication={publication} />
          {live && can("reads_metrics") && <Numbers publication={publication} />}
          {publication.state === "published" && <ShortLinks publication={publication} />}
          {live && can("reads_comments") && <Replies publication={publication} />}
        </div>
        <div className="grid grid-cols-1 gap-6">
          <Thread publication={publication} />
          <Attempts publication={publication} />
        </div>
      </div>
    </div>
  );
}

function Waiting() {
  return (
    <Loading className="grid gap-6">
      <Skeleton className="h-44" />
      <div className="grid gap-6 lg:grid-cols-2">
        <Skeleton className="h-48" />
        <Skeleton className="h-48" />
      </div>
    </Loading>
  );
}

export default function PublicationPage() {
  const words = usePublicationWords();
  const posts = usePostWords();
  const { id = "" } = useParams();
  const { data: publication, isPending, error, refetch, isFetching } = usePublication(id);
  const { name } = usePlatform(publication?.platform ?? "");
  const gone = !publication && isMissing(error);
  const thread = publication && publication.position > 0;
  return (
    <Page
      title={
        gone ? words("titleGone") : publication ? words("title", { platform: name }) : words("titleOpen")
      }
      detail={thread ? posts("ofThread", { number: publication.position + 1 }) : !gone && words("detail")}
    >
      {publication ? (
        <Content key={publication.id} publication={publication} />
      ) : isPending ? (
        <Waiting />
      ) : (
        <NotShown
          error={error}
          onRetry={() => void refetch()}
          retrying={isFetching}
          action={
            <Button asChild>
              <Link to="/dashboard">{words("toDashboard")}</Link>
            </Button>
          }
        />
      )}
    </Page>
  );
}
