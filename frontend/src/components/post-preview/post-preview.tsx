import type { ComponentType } from "react";

import { BlueskyPost } from "./bluesky";
import { FacebookPost } from "./facebook";
import { InstagramPost } from "./instagram";
import { LinkedInPost } from "./linkedin";
import { MastodonPost } from "./mastodon";
import { PinterestPost } from "./pinterest";
import { RedditPost } from "./reddit";
import type { ShownPost } from "./shown";
import { ThreadsPost } from "./threads";
import { TikTokPost } from "./tiktok";
import { XPost } from "./x-post";
import { YouTubePost } from "./youtube";

export type { ShownAuthor, ShownPart, ShownPicture, ShownPost } from "./shown";

const looks: Record<string, ComponentType<ShownPost>> = {
  bluesky: BlueskyPost,
  facebook: FacebookPost,
  instagram: InstagramPost,
  linkedin: LinkedInPost,
  mastodon: MastodonPost,
  pinterest: PinterestPost,
  reddit: RedditPost,
  threads: ThreadsPost,
  tiktok: TikTokPost,
  x: XPost,
  youtube: YouTubePost,
};

/** A post as followers see it on a platform, named by its family. */
export function PostPreview({ platform, ...post }: ShownPost & { platform: string }) {
  const Look = looks[platform] ?? XPost;
  return <Look {...post} />;
}
