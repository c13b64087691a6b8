import { usePostWords } from "@/lib/strings/en/posts";

import { CutText } from "./cut-text";
import { Frame, Head, NoMedia, Pictures } from "./frame";
import { textOf, type ShownPost } from "./shown";

const pin = 2 / 3;
const cutAt = 100;

/** A pin. */
export function PinterestPost(post: ShownPost) {
  const words = usePostWords();
  const { author, parts, label } = post;
  const [first] = parts;
  if (!first) return null;
  const link = textOf(post, "link");
  return (
    <Frame platform="pinterest" label={label} className="mx-auto w-full max-w-72">
      <div className="overflow-hidden rounded-xl">
        {first.pictures.length > 0 ? (
          <Pictures pictures={first.pictures.slice(0, 1)} aspect={pin} most={1} />
        ) : (
          <NoMedia aspect={pin} />
        )}
      </div>
      {textOf(post, "title") && (
        <p className="text-base font-semibold break-words">{textOf(post, "title")}</p>
      )}
      <CutText text={first.text} at={cutAt} lines={2} more={words("preview.moreLower")} />
      {URL.canParse(link) && <p className="truncate text-xs text-(--p-link)">{new URL(link).hostname}</p>}
      <Head author={author} below={author.username} />
    </Frame>
  );
}
