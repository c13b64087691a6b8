import { Bookmark, Heart, MessageCircle, Send } from "lucide-react";

import { usePostWords } from "@/lib/strings/en/posts";

import { Comments } from "./comments";
import { CutText } from "./cut-text";
import { Actions, Frame, Head, NoMedia, Pictures } from "./frame";
import type { ShownPost } from "./shown";
import { Upright } from "./upright";

const cutAt = 125;
const feed = 4 / 5;

/** A post in Instagram's feed, a reel or a story. */
export function InstagramPost(post: ShownPost) {
  const words = usePostWords();
  const { author, parts, label, format } = post;
  if (format === "reel" || format === "story") return <Upright platform="instagram" {...post} />;
  const [first] = parts;
  if (!first) return null;
  return (
    <Frame platform="instagram" label={label}>
      <Head author={{ ...author, name: author.username }} below={author.name} />
      <div className="relative -mx-4">
        {first.pictures.length > 0 ? (
          <Pictures pictures={first.pictures.slice(0, 1)} aspect={feed} most={1} />
        ) : (
          <NoMedia aspect={feed} />
        )}
        {first.pictures.length > 1 && (
          <span className="absolute top-3 right-3 rounded-full bg-(--p-shade) px-2 py-0.5 text-xs text-(--p-on-shade)">
            {`1/${first.pictures.length}`}
          </span>
        )}
      </div>
      <Actions icons={[Heart, MessageCircle, Send, Bookmark]} />
      <CutText
        text={first.text || words("preview.placeholder")}
        at={cutAt}
        lines={2}
        more={words("preview.moreLower")}
      />
      <Comments author={{ ...author, name: author.username }} parts={parts.slice(1)} />
    </Frame>
  );
}
