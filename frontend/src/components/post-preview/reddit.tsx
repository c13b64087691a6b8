import { ArrowBigUp, MessageSquare, Share } from "lucide-react";

import { usePostWords } from "@/lib/strings/en/posts";

import { Comments } from "./comments";
import { CutText } from "./cut-text";
import { Actions, Frame, Head, LinkCard, Pictures } from "./frame";
import { textOf, type ShownPost } from "./shown";

const cutAt = 400;

/** A post in a subreddit. */
export function RedditPost(post: ShownPost) {
  const words = usePostWords();
  const { author, parts, label, when } = post;
  const [first] = parts;
  if (!first) return null;
  const place = textOf(post, "subreddit").replace(/^r\//, "");
  const name = place ? `r/${place}` : words("preview.noSubreddit");
  return (
    <Frame platform="reddit" label={label}>
      <Head author={{ ...author, name, picture: null }} below={`u/${author.username} · ${when}`} />
      <p className="text-base font-semibold break-words">{textOf(post, "title") || words("preview.title")}</p>
      <CutText text={first.text} at={cutAt} lines={6} more={words("preview.moreLower")} />
      <Pictures pictures={first.pictures.slice(0, 1)} aspect={null} most={1} className="rounded-lg" />
      {first.pictures.length === 0 && <LinkCard link={textOf(post, "link")} text="" />}
      <Actions icons={[ArrowBigUp, MessageSquare, Share]} />
      <Comments author={{ ...author, name: `u/${author.username}` }} parts={parts.slice(1)} />
    </Frame>
  );
}
