import { cn } from "@/lib/cn";
import { usePostWords } from "@/lib/strings/en/posts";

import type { ShownPicture } from "./shown";

const layout: Record<number, string> = {
  2: "aspect-video grid-cols-2",
  3: "aspect-video grid-cols-2 grid-rows-2 [&>:first-child]:row-span-2",
  4: "aspect-video grid-cols-2 grid-rows-2",
};

/** One to four pictures in X's arrangement. */
export function PictureGrid({ pictures }: { pictures: ShownPicture[] }) {
  const words = usePostWords();
  const shown = pictures.slice(0, 4);
  if (shown.length === 0) return null;
  return (
    <div
      className={cn(
        "mt-3 grid gap-0.5 overflow-hidden rounded-xl border border-(--x-line)",
        layout[shown.length],
      )}
    >
      {shown.map(({ src, alt }, index) => (
        <div key={`${index}-${src}`} className="relative min-h-0 bg-(--x-sunken)">
          <img
            src={src}
            alt={alt}
            className={cn("w-full object-cover", shown.length === 1 ? "max-h-128" : "h-full")}
          />
          {alt && (
            <span
              aria-hidden
              className="absolute bottom-2 left-2 rounded-sm bg-(--x-shade) px-1.5 py-0.5 text-xs font-semibold text-(--x-on-shade)"
            >
              {words("preview.alt")}
            </span>
          )}
        </div>
      ))}
    </div>
  );
}
