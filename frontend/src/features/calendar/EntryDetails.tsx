import PartOfSeries from "@/components/recurring/part-of-series";
import { Badge, StateBadge } from "@/components/ui/badge";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Moment } from "@/components/ui/time";
import { accountName } from "@/lib/account-name";
import { usePlatforms } from "@/lib/api/platforms";
import { useCalendarWords } from "@/lib/strings/en/calendar";
import { usePostWords } from "@/lib/strings/en/posts";

import type { Entry } from "./entries";

/** What one entry is. */
export function EntryDetails({ entry }: { entry: Entry }) {
  const words = useCalendarWords();
  const posts = usePostWords();
  const platform = usePlatforms().data?.find(({ key }) => key === entry.platform)?.name ?? entry.platform;
  return (
    <div className="flex flex-col gap-3">
      <p className="flex flex-wrap items-center gap-2 text-sm text-ink-muted">
        <PlatformMark platform={entry.platform} label={platform} />
        <span className="font-medium text-ink">{accountName(entry)}</span>
        <StateBadge state={entry.state} />
        {entry.late && <Badge tone="warn">{posts("late")}</Badge>}
        {entry.needs && <Badge tone="bad">{posts("needsYou")}</Badge>}
      </p>
      <Moment iso={entry.at} className="text-sm font-medium" />
      {entry.hold && <p className="text-sm text-warn-text">{posts(`hold.${entry.hold}`)}</p>}
      {entry.held && !entry.hold && <p className="text-sm text-warn-text">{words("entry.heldDetail")}</p>}
      <div className="flex gap-3">
        <p className="line-clamp-5 min-w-0 flex-1 text-sm break-words whitespace-pre-wrap">
          {entry.text || posts("pictureOnly")}
        </p>
        {entry.thumbnail_url && (
          <img src={entry.thumbnail_url} alt="" className="size-16 rounded-md bg-sunken object-cover" />
        )}
      </div>
      {entry.furtherParts > 0 && (
        <p className="text-xs text-ink-muted">{words("entry.thread", { count: entry.furtherParts })}</p>
      )}
      {entry.series_id && <PartOfSeries seriesId={entry.series_id} open={entry.state === "scheduled"} />}
    </div>
  );
}
