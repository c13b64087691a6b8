import { Reply, Repeat2, Star, Bookmark } from "lucide-react";

import { Threaded } from "./threaded";
import type { ShownPost } from "./shown";

/** A post or a thread on Mastodon, behind its content warning where it has one. */
export function MastodonPost(post: ShownPost) {
  return <Threaded platform="mastodon" icons={[Reply, Repeat2, Star, Bookmark]} cards={true} {...post} />;
}
