import type { LucideIcon } from "lucide-react";

import { Avatar } from "@/components/ui/avatar";
import { accountName } from "@/lib/account-name";
import { cn } from "@/lib/cn";
import { usePostWords } from "@/lib/strings/en/posts";

import { CutText } from "./cut-text";
import { Actions, Frame, LinkCard, Pictures } from "./frame";
import { Poll } from "./poll";
import { textOf, type ShownPost } from "./shown";

interface ThreadedProps extends ShownPost {
  platform: string;
  icons: LucideIcon[];
  /** Whether a link in the text becomes a card. */
  cards: boolean;
}

/** Posts under one another, joined by a line; these platforms show every text whole. */
export function Threaded(props: ThreadedProps) {
  const { platform, icons, cards, author, parts, label, when, options } = props;
  const words = usePostWords();
  const warning = platform === "mastodon" ? textOf(props, "spoiler_text") : "";
  return (
    <Frame platform={platform} label={label} className="gap-0">
      {parts.map((part, index) => (
        <div key={part.key} className="flex gap-3">
          <div className="flex flex-col items-center">
            <Avatar
              name={author.name}
              src={author.picture}
              className={cn("size-10", platform === "mastodon" && "rounded-md")}
            />
            {index < parts.length - 1 && <span className="mt-1 w-0.5 flex-1 bg-(--p-line)" />}
          </div>
          <div className={cn("flex min-w-0 flex-1 flex-col gap-2", index < parts.length - 1 && "pb-4")}>
            <p className="flex min-w-0 gap-1 text-sm">
              <span className="max-w-3/4 shrink-0 truncate font-semibold">
                {platform === "threads" ? author.username : author.name}
              </span>
              {platform !== "threads" && (
                <span className="truncate text-(--p-muted)">{accountName({ ...author, platform })}</span>
              )}
              <span className="shrink-0 text-(--p-muted)">· {when}</span>
            </p>
            {index === 0 && warning && <p className="text-sm font-semibold">{warning}</p>}
            <CutText
              text={part.text || (part.pictures.length > 0 ? "" : words("preview.placeholder"))}
              at={null}
              more=""
            />
            <Pictures pictures={part.pictures} aspect={null} most={4} className="rounded-lg" />
            {index === 0 && <Poll value={options.poll} />}
            {cards && part.pictures.length === 0 && (
              <LinkCard
                link={index === 0 ? textOf(props, "link") : ""}
                text={part.text}
                title={index === 0 ? textOf(props, "card_title") : ""}
              />
            )}
            <Actions icons={icons} />
          </div>
        </div>
      ))}
    </Frame>
  );
}
