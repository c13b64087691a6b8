import { Heart, MessageCircle, Send } from "lucide-react";

import { Avatar } from "@/components/ui/avatar";
import { usePostWords } from "@/lib/strings/en/posts";

import { CutText } from "./cut-text";
import { Frame, NoMedia, Pictures } from "./frame";
import type { ShownPost } from "./shown";

const upright = 9 / 16;
const cutAt = 80;

/** A reel, short or story: one upright picture or video with its words over it. Stories show none. */
export function Upright({ platform, author, parts, label, format }: ShownPost & { platform: string }) {
  const words = usePostWords();
  const [first] = parts;
  const pictures = first?.pictures.slice(0, 1) ?? [];
  return (
    <Frame platform={platform} label={label} className="mx-auto w-full max-w-72 p-0">
      <div className="relative">
        {pictures.length > 0 ? (
          <Pictures pictures={pictures} aspect={upright} most={1} />
        ) : (
          <NoMedia aspect={upright} />
        )}
        <div
          data-platform="tiktok"
          className="post-look absolute inset-x-0 bottom-0 flex flex-col gap-1.5 bg-(--p-shade) p-3 text-(--p-on-shade)"
        >
          <p className="flex items-center gap-2 text-sm font-semibold">
            <Avatar name={author.name} src={author.picture} className="size-7" />
            <span className="truncate">{format === "story" ? author.name : author.username}</span>
          </p>
          {format !== "story" && first && (
            <CutText text={first.text} at={cutAt} lines={2} more={words("preview.moreLower")} />
          )}
        </div>
        {format !== "story" && (
          <div
            aria-hidden
            className="absolute right-2 bottom-28 flex flex-col gap-4 rounded-full bg-(--p-shade) p-2 text-(--p-on-shade)"
          >
            <Heart className="size-5" />
            <MessageCircle className="size-5" />
            <Send className="size-5" />
          </div>
        )}
      </div>
    </Frame>
  );
}
