import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";

import type { MediaKind } from "@/lib/api/contract";
import { anyMedia, type MediaFilter } from "@/lib/api/media";

const kinds = new Set<string>(["image", "gif", "video", "document"]);

const isKind = (text: string | null): text is MediaKind => text !== null && kinds.has(text);

/** Which files are shown, kept in the address so that a reload finds them again. */
export function useMediaFilter(): [MediaFilter, (filter: MediaFilter) => void] {
  const [query, setQuery] = useSearchParams();
  const filter = useMemo<MediaFilter>(() => {
    const kind = query.get("kind");
    return {
      kind: isKind(kind) ? kind : null,
      words: query.get("words") ?? "",
      tag: query.get("tag") ?? "",
      campaign: query.get("campaign") ?? "",
    };
  }, [query]);
  const change = useCallback(
    (next: MediaFilter) =>
      setQuery(
        (current) => {
          const changed = new URLSearchParams(current);
          for (const name of Object.keys(anyMedia) as (keyof MediaFilter)[]) {
            const value = next[name];
            if (value) changed.set(name, value);
            else changed.delete(name);
          }
          return changed;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setQuery],
  );
  return [filter, change];
}
