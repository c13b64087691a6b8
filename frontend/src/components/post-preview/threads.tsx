import { Heart, MessageCircle, Repeat2, Send } from "lucide-react";

import { Threaded } from "./threaded";
import type { ShownPost } from "./shown";

/** A post or a thread on Threads. */
export function ThreadsPost(post: ShownPost) {
  return <Threaded platform="threads" icons={[Heart, MessageCircle, Repeat2, Send]} cards={true} {...post} />;
}
