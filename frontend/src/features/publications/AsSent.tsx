import { lazy, Suspense } from "react";

import { formatOf } from "@/components/post-preview/format-of";
import { XPost } from "@/components/post-preview/x-post";
import { Skeleton } from "@/components/ui/skeleton";
import { useConnections } from "@/lib/api/connections";
import type { Publication, PublicationState } from "@/lib/api/contract";
import { useMediaFacts } from "@/lib/api/media";
import { usePlatforms } from "@/lib/api/platforms";
import { useZone } from "@/lib/api/user";
import { usePostWords } from "@/lib/strings/en/posts";
import { usePublicationWords } from "@/lib/strings/en/publications";
import { formatMoment } from "@/lib/time";

// The looks of all platforms together weigh more than this whole page.
const PostPreview = lazy(async () => ({
  default: (await import("@/components/post-preview/post-preview")).PostPreview,
}));

// Of what was refused or cancelled it must not be said that it was sent.
const titles: Partial<Record<PublicationState, "previewBefore" | "previewPlain">> = {
  scheduled: "previewBefore",
  failed: "previewPlain",
  cancelled: "previewPlain",
};

function usePictures({ media }: Publication) {
  const facts = useMediaFacts(media.map(({ media_id }) => media_id));
  return media.map(({ media_id, url, thumbnail_url, alt, focus }) => {
    const kind = facts[media_id]?.kind ?? "image";
    const still = kind === "video" || kind === "document";
    return { src: still ? thumbnail_url : url || thumbnail_url, alt, kind, focus };
  });
}

/** The post as followers see it, frozen as it was when it was scheduled. */
export function AsSent({ publication }: { publication: Publication }) {
  const words = usePublicationWords();
  const posts = usePostWords();
  const zone = useZone();
  const platform = usePlatforms().data?.find(({ key }) => key === publication.platform);
  const account = useConnections().data?.find(({ id }) => id === publication.connection_id);
  const pictures = usePictures(publication);
  const { id, text, metrics, published_at, due_at, state, username, options } = publication;
  const shown = {
    label: posts("preview.label", { platform: platform?.name ?? publication.platform }),
    author: { name: account?.name ?? username, username, picture: account?.picture_url ?? null },
    when: formatMoment(published_at ?? due_at, zone, "day"),
    parts: [{ key: id, text, pictures }],
  };
  return (
    <section aria-labelledby="publication-post" className="flex flex-col gap-2">
      <h2 id="publication-post" className="text-xs font-medium text-ink-faint">
        {words(titles[state] ?? "preview")}
      </h2>
      {!platform ? (
        <Skeleton className="h-48" />
      ) : platform.family === "x" ? (
        <XPost {...shown} options={options} numbers={metrics} />
      ) : (
        <Suspense fallback={<Skeleton className="h-48" />}>
          <PostPreview
            {...shown}
            platform={platform.family}
            options={options}
            format={formatOf(
              platform,
              options,
              pictures.map(({ kind }) => kind),
            )}
          />
        </Suspense>
      )}
    </section>
  );
}
