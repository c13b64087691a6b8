import { MessageCircle, Repeat2, Send, ThumbsUp } from "lucide-react";

import { usePostWords } from "@/lib/strings/en/posts";

import { Comments } from "./comments";
import { CutText } from "./cut-text";
import { Actions, Frame, Head, LinkCard, Pictures } from "./frame";
import { Poll } from "./poll";
import { textOf, type ShownPost } from "./shown";

const cutAt = 210;

/** A person's or a Page's post on LinkedIn. */
export function LinkedInPost(post: ShownPost) {
  const words = usePostWords();
  const { author, parts, label, when, options } = post;
  const [first] = parts;
  if (!first) return null;
  return (
    <Frame platform="linkedin" label={label}>
      <Head author={author} below={when} />
      <CutText
        text={first.text || words("preview.placeholder")}
        at={cutAt}
        lines={3}
        more={words("preview.moreLower")}
      />
      <Pictures pictures={first.pictures} aspect={null} most={4} className="-mx-4" />
      {first.pictures.length === 0 && textOf(post, "link") && (
        <LinkCard link={textOf(post, "link")} text="" title={textOf(post, "link_title")} />
      )}
      <Poll value={options.poll} />
      <Actions
        icons={[ThumbsUp, MessageCircle, Repeat2, Send]}
        labels={[
          words("preview.like"),
          words("preview.comment"),
          words("preview.repost"),
          words("preview.send"),
        ]}
      />
      <Comments author={author} parts={parts.slice(1)} />
    </Frame>
  );
}
