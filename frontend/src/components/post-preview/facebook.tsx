import { MessageCircle, Share2, ThumbsUp } from "lucide-react";

import { usePostWords } from "@/lib/strings/en/posts";

import { CutText } from "./cut-text";
import { Comments } from "./comments";
import { Actions, Frame, Head, LinkCard, Pictures } from "./frame";
import { textOf, type ShownPost } from "./shown";
import { Upright } from "./upright";

const cutAt = 477;

/** A Page's post, reel or story on Facebook. */
export function FacebookPost(post: ShownPost) {
  const words = usePostWords();
  const { author, parts, label, when, format } = post;
  if (format === "reel" || format === "story") return <Upright platform="facebook" {...post} />;
  const [first] = parts;
  if (!first) return null;
  return (
    <Frame platform="facebook" label={label}>
      <Head author={author} below={when} />
      <CutText
        text={first.text || words("preview.placeholder")}
        at={cutAt}
        lines={5}
        more={words("preview.seeMore")}
      />
      <Pictures pictures={first.pictures} aspect={null} most={4} className="-mx-4" />
      {first.pictures.length === 0 && <LinkCard link={textOf(post, "link")} text={first.text} />}
      <Actions
        icons={[ThumbsUp, MessageCircle, Share2]}
        labels={[words("preview.like"), words("preview.comment"), words("preview.share")]}
      />
      <Comments author={author} parts={parts.slice(1)} />
    </Frame>
  );
}
