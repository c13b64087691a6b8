import { PostPreview, type ShownPart } from "@/components/post-preview/post-preview";
import { useConnections } from "@/lib/api/connections";
import type { Check, SentLink } from "@/lib/api/contract";
import { useMediaFacts } from "@/lib/api/media";
import { useComposerWords } from "@/lib/strings/en/composer";
import { usePostWords } from "@/lib/strings/en/posts";

import { formatOf } from "./formats";
import { PreviewTabs } from "./PreviewTabs";
import { optionsOf, partsOf, type View } from "./tailoring";
import { useTargets } from "./targets";
import type { Upload } from "./use-uploads";
import type { Part, Sheet } from "./writing";

interface PreviewProps {
  sheet: Sheet;
  uploads: Upload[];
  /** For whom is being written. */
  view: View;
  /** What the platforms said last; links are shown as they leave. */
  checks?: Check[];
}

const quoted = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A text with its links as they leave. */
function withSentLinks(text: string, links: SentLink[]): string {
  if (links.length === 0) return text;
  const longestFirst = links.toSorted((one, other) => other.typed.length - one.typed.length);
  const typed = new RegExp(longestFirst.map((link) => quoted(link.typed)).join("|"), "g");
  return text.replace(typed, (found) => links.find((link) => link.typed === found)?.sent ?? found);
}

function useShownParts(parts: Part[], uploads: Upload[]): ShownPart[] {
  const facts = useMediaFacts(parts.flatMap(({ files }) => files.map(({ media_id }) => media_id)));
  return parts.map(({ key, text, files }) => ({
    key,
    text,
    pictures: [
      ...files.map(({ media_id, thumbnail_url, url, alt, focus }) => {
        const kind = facts[media_id]?.kind ?? "image";
        const still = kind === "video" || kind === "document";
        return { src: still ? thumbnail_url : url || thumbnail_url, alt, kind, focus: focus ?? null };
      }),
      ...uploads
        .filter(({ partKey, problem, kind }) => partKey === key && !problem && kind !== "document")
        .filter(({ kind }) => kind !== "video")
        .map(({ picture, kind }) => ({ src: picture, alt: "", kind, focus: null })),
    ],
  }));
}

/** What followers will see, as it is typed, on each platform that it goes to. */
export default function Preview({ sheet, uploads, view, checks = [] }: PreviewProps) {
  const words = useComposerWords();
  const targets = useTargets(sheet.accounts);
  return (
    <section aria-label={words("previewTitle")} className="flex flex-col gap-2">
      <h2 className="text-xs font-medium text-ink-faint">{words("previewTitle")}</h2>
      {targets.length > 1 ? (
        <PreviewTabs key={view ?? ""} targets={targets} first={view}>
          {(id) => <OnePreview account={id} sheet={sheet} uploads={uploads} checks={checks} />}
        </PreviewTabs>
      ) : (
        <OnePreview account={targets[0]?.id ?? null} sheet={sheet} uploads={uploads} checks={checks} />
      )}
    </section>
  );
}

function OnePreview({
  account: id,
  sheet,
  uploads,
  checks = [],
}: Omit<PreviewProps, "view"> & { account: string | null }) {
  const posts = usePostWords();
  const connections = useConnections().data ?? [];
  const [target] = useTargets(
    id === null ? connections.slice(0, 1).map((connection) => connection.id) : [id],
  );
  const links = checks.find(({ connection_id }) => connection_id === id)?.links ?? [];
  const typed = useShownParts(partsOf(sheet, id), uploads);
  const parts = typed.map((part) => ({ ...part, text: withSentLinks(part.text, links) }));
  const options = id === null ? {} : optionsOf(sheet, id);
  const kinds = parts[0]?.pictures.flatMap(({ kind }) => kind ?? []) ?? [];
  const account = target?.account;
  return (
    <PostPreview
      platform={target?.platform.family ?? "x"}
      label={posts("preview.label", { platform: target?.platform.name ?? "X" })}
      author={{
        name: account?.name ?? posts("preview.noAccount"),
        username: account?.username ?? "you",
        picture: account?.picture_url ?? null,
      }}
      when={posts("preview.now")}
      parts={parts}
      format={target ? formatOf(target.platform, options, kinds) : ""}
      options={options}
    />
  );
}
