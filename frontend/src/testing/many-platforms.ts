import type { Platform, PlatformOption } from "@/lib/api/contract";

import { xPlatform } from "./world";

export function anOption(changes: Partial<PlatformOption>): PlatformOption {
  return {
    key: "title",
    label: "Title",
    kind: "text",
    required: false,
    default: null,
    choices: [],
    from_account: false,
    depends_on: null,
    formats: [],
    max: null,
    help: "",
    ...changes,
  };
}

const like = (
  key: string,
  name: string,
  changes: Partial<Platform>,
  limits: Partial<Platform["limits"]>,
) => ({
  ...xPlatform,
  key,
  name,
  family: key,
  options: [],
  ...changes,
  limits: { ...xPlatform.limits, count_rule: "code_points", ...limits },
});

/** Three platforms that differ in what they want: LinkedIn, Pinterest with a board, TikTok with an audience. */
export const manyPlatforms: Platform[] = [
  xPlatform,
  like(
    "linkedin",
    "LinkedIn",
    { options: [anOption({ key: "poll", label: "Poll", kind: "poll", max: 4 })] },
    { text_max: 3000, follow_ups: "comment", documents_max: 1 },
  ),
  like(
    "pinterest",
    "Pinterest",
    {
      notes: ["A pin needs a board: make one on Pinterest first."],
      options: [
        anOption({ key: "board", label: "Board", kind: "choice", required: true, from_account: true }),
        anOption({
          key: "section",
          label: "Section",
          kind: "choice",
          from_account: true,
          depends_on: "board",
        }),
        anOption({ max: 100 }),
      ],
    },
    { text_max: 800, follow_ups: "none" },
  ),
];
