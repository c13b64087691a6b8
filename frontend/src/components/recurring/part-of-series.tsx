import { Repeat } from "lucide-react";
import { Link } from "react-router";

import { cn } from "@/lib/cn";
import { useSeriesMarkWords } from "@/lib/strings/en/series-mark";

interface PartOfSeriesProps {
  seriesId: string;
  /** Whether it can still be changed: then it is said that the others stay as they are. */
  open: boolean;
  className?: string;
}

/** Says that a post is one of a recurring one, and leads there. */
export default function PartOfSeries({ seriesId, open, className }: PartOfSeriesProps) {
  const words = useSeriesMarkWords();
  return (
    <p className={cn("flex items-start gap-2 text-sm text-ink-muted", className)}>
      <Repeat aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
      <span>
        {words("part")} {open && words("alone")}{" "}
        <Link
          to={`/recurring/${seriesId}`}
          className="rounded-sm font-medium text-accent-text underline-offset-4 hover:underline"
        >
          {words("see")}
        </Link>
      </span>
    </p>
  );
}
