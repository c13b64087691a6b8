import { LabelFilters } from "@/components/label-filters";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import type { MediaKind } from "@/lib/api/contract";
import { useMediaTags, type MediaFilter } from "@/lib/api/media";
import { useLibraryWords } from "@/lib/strings/en/library";

const kinds: MediaKind[] = ["image", "gif", "video", "document"];

interface LibraryToolsProps {
  value: MediaFilter;
  onChange: (filter: MediaFilter) => void;
}

/** Narrows the library down. */
export function LibraryTools({ value, onChange }: LibraryToolsProps) {
  const words = useLibraryWords();
  const tags = useMediaTags().data?.map(({ name }) => name) ?? [];
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Input
        type="search"
        className="max-w-sm"
        aria-label={words("search")}
        placeholder={words("search")}
        value={value.words}
        onChange={(event) => onChange({ ...value, words: event.target.value })}
      />
      <div className="max-w-full overflow-x-auto">
        <Segmented
          label={words("kinds")}
          value={value.kind ?? "all"}
          options={(["all", ...kinds] as const).map((kind) => ({ value: kind, label: words(kind) }))}
          onChange={(kind) => onChange({ ...value, kind: kind === "all" ? null : kind })}
        />
      </div>
      <LabelFilters
        tags={tags}
        tag={value.tag}
        campaign={value.campaign}
        onChange={(changes) => onChange({ ...value, ...changes })}
      />
    </div>
  );
}
