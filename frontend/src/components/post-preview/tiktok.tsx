import type { ShownPost } from "./shown";
import { Upright } from "./upright";

/** A video or a row of photos, as the app shows it over the whole screen. */
export function TikTokPost(post: ShownPost) {
  return <Upright platform="tiktok" {...post} />;
}
