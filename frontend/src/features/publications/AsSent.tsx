import { XPost } from "@/components/post-preview/x-post";
import { useConnections } from "@/lib/api/connections";
import type { Publication, PublicationState } from "@/lib/api/contract";
import { useZone } from "@/lib/api/user";
import { usePostWords } from "@/lib/strings/en/posts";
import { usePublicationWords } from "@/lib/strings/en/publications";
import { formatMoment } from "@/lib/time";

import { usePlatform } from "./use-platform";

// Of what was refused or cancelled it must not be said that it was sent.
const titles: Partial<Record<PublicationState, "previewBefore" | "previewPlain">> = {
  scheduled: "previewBefore",
  failed: "previewPlain",
  cancelled: "previewPlain",
};

/** The post as followers see it, frozen as it was when it was scheduled. */
export function AsSent({ publication }: { publication: Publication }) {
  const words = usePublicationWords();
  const posts = usePostWords();
  const zone = useZone();
  const { name } = usePlatform(publication.platform);
  const account = useConnections().data?.find(({ id }) => id === publication.connection_id);
  const { id, text, media, metrics, published_at, due_at, state, username } = publication;
  return (
    <section aria-labelledby="publication-post" className="flex flex-col gap-2">
      <h2 id="publication-post" className="text-xs font-medium text-ink-faint">
        {words(titles[state] ?? "preview")}
      </h2>
      <XPost
        label={posts("preview.label", { platform: name })}
        author={{ name: account?.name ?? username, username, picture: account?.picture_url ?? null }}
        when={formatMoment(published_at ?? due_at, zone, "day")}
        numbers={metrics}
        parts={[
          {
            key: id,
            text,
            pictures: media.map(({ url, thumbnail_url, alt }) => ({ src: url || thumbnail_url, alt })),
          },
        ]}
      />
    </section>
  );
}
