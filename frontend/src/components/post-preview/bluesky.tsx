import { MessageCircle, Repeat2, Heart, Ellipsis } from "lucide-react";

import { Threaded } from "./threaded";
import type { ShownPost } from "./shown";

/** A post or a thread on Bluesky. */
export function BlueskyPost(post: ShownPost) {
  return (
    <Threaded platform="bluesky" icons={[MessageCircle, Repeat2, Heart, Ellipsis]} cards={true} {...post} />
  );
}
