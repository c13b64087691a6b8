import { Avatar } from "@/components/ui/avatar";

import type { ShownAuthor, ShownPart } from "./shown";

/** The author's own comments under the post. */
export function Comments({ author, parts }: { author: ShownAuthor; parts: ShownPart[] }) {
  return parts.map(({ key, text }) => (
    <div key={key} className="flex gap-2 border-t border-(--p-line) pt-3">
      <Avatar name={author.name} src={author.picture} className="size-7" />
      <p className="min-w-0 rounded-lg bg-(--p-sunken) px-3 py-1.5 text-sm break-words whitespace-pre-wrap">
        <span className="block text-xs font-semibold">{author.name}</span>
        {text.trim()}
      </p>
    </div>
  ));
}
