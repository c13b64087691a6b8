import { XPost, type ShownPart } from "@/components/post-preview/x-post";
import { useConnections } from "@/lib/api/connections";
import { usePlatforms } from "@/lib/api/platforms";
import { useComposerWords } from "@/lib/strings/en/composer";
import { usePostWords } from "@/lib/strings/en/posts";

import type { Upload } from "./use-uploads";
import type { Sheet } from "./writing";

interface PreviewProps {
  sheet: Sheet;
  uploads: Upload[];
}

function shownParts({ parts }: Sheet, uploads: Upload[]): ShownPart[] {
  return parts.map(({ key, text, files }) => ({
    key,
    text,
    pictures: [
      ...files.map(({ thumbnail_url, url, alt }) => ({ src: url || thumbnail_url, alt })),
      ...uploads
        .filter(({ partKey, problem }) => partKey === key && !problem)
        .map(({ picture }) => ({ src: picture, alt: "" })),
    ],
  }));
}

/** What followers will see, as it is typed. */
export function Preview({ sheet, uploads }: PreviewProps) {
  const words = useComposerWords();
  const posts = usePostWords();
  const connections = useConnections().data ?? [];
  const platforms = usePlatforms().data ?? [];
  const account = connections.find(({ id }) => sheet.accounts.includes(id)) ?? connections[0];
  const platform = account?.platform ?? "x";
  const name = platforms.find(({ key }) => key === platform)?.name ?? platform;
  return (
    <section aria-label={words("previewTitle")} className="flex flex-col gap-2">
      <h2 className="text-xs font-medium text-ink-faint">{words("previewTitle")}</h2>
      <XPost
        label={posts("preview.label", { platform: name })}
        author={{
          name: account?.name ?? posts("preview.noAccount"),
          username: account?.username ?? "you",
          picture: account?.picture_url ?? null,
        }}
        when={posts("preview.now")}
        parts={shownParts(sheet, uploads)}
      />
    </section>
  );
}
