import { PlatformMark } from "@/components/ui/platform-mark";
import type { Platform } from "@/lib/api/contract";
import { usePlatforms } from "@/lib/api/platforms";
import { useMarketingWords } from "@/lib/strings/en/marketing";

import { Section } from "./PublicFrame";

/** One of each family: who connects does not think of the several ways to. */
function families(platforms: Platform[]): Platform[] {
  return platforms.filter(
    ({ family }, index) => platforms.findIndex((other) => other.family === family) === index,
  );
}

/** What can be published to here, and what waits for its keys. */
export function Platforms() {
  const words = useMarketingWords();
  const platforms = usePlatforms().data ?? [];
  const now = families(platforms.filter(({ available }) => available));
  const here = new Set(now.map(({ family }) => family));
  const later = families(platforms.filter(({ family }) => !here.has(family)));
  return (
    <Section
      title={words("platforms.title")}
      detail={words("platforms.detail")}
      className="border-y border-line bg-surface"
    >
      <ul
        aria-label={words("platforms.now")}
        className="grid min-h-28 grid-cols-2 gap-x-6 gap-y-5 sm:grid-cols-3 lg:grid-cols-4"
      >
        {now.map(({ key, family, name }) => (
          <li key={key} className="flex items-center gap-3">
            <span className="grid size-11 place-items-center rounded-lg border border-line bg-raised shadow-sm">
              <PlatformMark platform={family} className="size-5" />
            </span>
            <span className="font-medium">{name}</span>
          </li>
        ))}
      </ul>
      {now.length > 0 && later.length > 0 && (
        <p className="mt-8 text-sm text-ink-faint">
          {words("platforms.later", { names: later.map(({ name }) => name).join(", ") })}
        </p>
      )}
    </Section>
  );
}
