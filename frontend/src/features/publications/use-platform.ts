import { usePlatforms } from "@/lib/api/platforms";

export type Ability = "reads_metrics" | "reads_comments";

/** A platform's name as people know it, and what it tells. */
export function usePlatform(key: string) {
  const found = usePlatforms().data?.find((platform) => platform.key === key);
  return {
    name: found?.name ?? key,
    can: (ability: Ability) => found?.capabilities.includes(ability) ?? false,
  };
}
