import { Share2, ThumbsDown, ThumbsUp } from "lucide-react";

import { usePostWords } from "@/lib/strings/en/posts";

import { Comments } from "./comments";
import { CutText } from "./cut-text";
import { Actions, Frame, Head, NoMedia, Pictures } from "./frame";
import { textOf, type ShownPost } from "./shown";

const wide = 16 / 9;
const cutAt = 150;

/** A video's page. */
export function YouTubePost(post: ShownPost) {
  const words = usePostWords();
  const { author, parts, label, when } = post;
  const [first] = parts;
  if (!first) return null;
  // A picture beside the video becomes its thumbnail.
  const cover = first.pictures.find(({ kind }) => kind === "image") ?? first.pictures[0];
  return (
    <Frame platform="youtube" label={label}>
      <div className="-mx-4 -mt-4">
        {cover ? <Pictures pictures={[cover]} aspect={wide} most={1} /> : <NoMedia aspect={wide} />}
      </div>
      <p className="line-clamp-2 text-base font-semibold break-words">
        {textOf(post, "title") || words("preview.title")}
      </p>
      <Head author={author} below={`${words("preview.views")} · ${when}`} />
      <div className="rounded-lg bg-(--p-sunken) p-3">
        <CutText
          text={first.text || words("preview.placeholder")}
          at={cutAt}
          lines={3}
          more={words("preview.moreLower")}
        />
      </div>
      <Actions icons={[ThumbsUp, ThumbsDown, Share2]} />
      <Comments author={author} parts={parts.slice(1)} />
    </Frame>
  );
}
