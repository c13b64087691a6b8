import { Badge } from "@/components/ui/badge";
import { PlatformMark } from "@/components/ui/platform-mark";
import type { Platform } from "@/lib/api/contract";
import { usePlatforms } from "@/lib/api/platforms";
import { useMarketingWords } from "@/lib/strings/en/marketing";

import { Section } from "./PublicFrame";

/** Shown until the server has said what it knows. */
const thisRelease: Pick<Platform, "key" | "name" | "available">[] = [
  { key: "x", name: "X", available: true },
];

/** What can be published to now, and what is meant to follow. */
export function Platforms() {
  const words = useMarketingWords();
  const { data: platforms = thisRelease } = usePlatforms();
  const now = platforms.filter(({ available }) => available);
  const known = new Set(now.map(({ name }) => name));
  return (
    <Section
      title={words("platforms.title")}
      detail={words("platforms.detail")}
      className="border-y border-line bg-surface"
    >
      <ul className="flex flex-wrap items-center gap-x-8 gap-y-5">
        {now.map(({ key, name }) => (
          <li key={key} className="flex items-center gap-3">
            <span className="grid size-11 place-items-center rounded-lg border border-line bg-raised shadow-sm">
              <PlatformMark platform={key} className="size-5" />
            </span>
            <span className="font-medium">{name}</span>
            <Badge tone="good" dot>
              {words("platforms.now")}
            </Badge>
          </li>
        ))}
      </ul>
      <p className="mt-8 mb-3 text-sm text-ink-faint">{words("platforms.later")}</p>
      <ul className="flex flex-wrap gap-2">
        {words
          .list("platforms.laterNames")
          .filter((name) => !known.has(name))
          .map((name) => (
            <li
              key={name}
              className="flex items-center gap-2 rounded-full border border-line px-3 py-1.5 text-ink-muted"
            >
              <PlatformMark platform={name.toLowerCase()} tone="ink" className="size-3.5" />
              {name}
            </li>
          ))}
      </ul>
    </Section>
  );
}
