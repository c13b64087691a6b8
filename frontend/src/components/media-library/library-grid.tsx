import { Check, FileText, Film, Images } from "lucide-react";

import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import type { Media } from "@/lib/api/contract";
import { useLibrary, type MediaFilter } from "@/lib/api/media";
import { cn } from "@/lib/cn";
import { useLibraryWords } from "@/lib/strings/en/library";

interface LibraryGridProps {
  filter: MediaFilter;
  /** Given where files are chosen; else each opens. */
  chosen?: Media[];
  onPress: (media: Media) => void;
  /** Shows everything again. */
  onClear: () => void;
}

const grid = "grid grid-cols-2 gap-3 sm:grid-cols-3 md:grid-cols-4";

function Tile({ media, on, onPress }: { media: Media; on: boolean | null; onPress: () => void }) {
  const words = useLibraryWords();
  const Icon = media.kind === "video" ? Film : media.kind === "document" ? FileText : null;
  const name = media.alt || media.name;
  return (
    <li>
      <button
        type="button"
        aria-pressed={on ?? undefined}
        aria-label={words(on === null ? "open" : "choose", { name })}
        onClick={onPress}
        className={cn(
          "relative block w-full overflow-hidden rounded-lg border bg-surface text-left",
          on ? "border-accent ring-2 ring-accent" : "border-line hover:border-line-strong",
        )}
      >
        <img
          src={media.thumbnail_url}
          alt=""
          loading="lazy"
          className="aspect-square w-full bg-sunken object-cover"
        />
        <span className="flex items-center gap-1.5 px-2 py-1.5 text-xs text-ink-muted">
          {Icon && <Icon aria-hidden className="size-3.5 shrink-0" />}
          <span className="truncate">{media.name}</span>
        </span>
        {on && (
          <span
            aria-hidden
            className="absolute top-2 right-2 grid size-6 place-items-center rounded-full bg-accent text-on-accent"
          >
            <Check className="size-4" />
          </span>
        )}
      </button>
    </li>
  );
}

/** The library's files, newest first. */
export function LibraryGrid({ filter, chosen, onPress, onClear }: LibraryGridProps) {
  const words = useLibraryWords();
  const library = useLibrary(filter);
  if (library.isPending)
    return (
      <Loading className={grid}>
        {Array.from({ length: 8 }, (_, index) => (
          <Skeleton key={index} className="aspect-square h-auto rounded-lg" />
        ))}
      </Loading>
    );
  if (library.isError && !library.data)
    return (
      <ErrorState
        error={library.error}
        retrying={library.isFetching}
        onRetry={() => void library.refetch()}
      />
    );
  const files = library.data.pages.flatMap(({ media }) => media);
  if (files.length === 0 && Object.values(filter).some(Boolean))
    return (
      <div
        role="status"
        className="flex flex-col items-center gap-2 py-10 text-center text-sm text-ink-muted"
      >
        <p>{words("noMatch")}</p>
        <Button variant="link" onClick={onClear}>
          {words("clear")}
        </Button>
      </div>
    );
  if (files.length === 0)
    return <EmptyState icon={Images} title={words("emptyTitle")} detail={words("emptyDetail")} />;
  return (
    <div className="flex flex-col items-center gap-4">
      <ul aria-label={words("files")} className={cn(grid, "w-full")}>
        {files.map((media) => (
          <Tile
            key={media.id}
            media={media}
            on={chosen ? chosen.some(({ id }) => id === media.id) : null}
            onPress={() => onPress(media)}
          />
        ))}
      </ul>
      {library.hasNextPage && (
        <Button busy={library.isFetchingNextPage} onClick={() => void library.fetchNextPage()}>
          {words("more")}
        </Button>
      )}
    </div>
  );
}
