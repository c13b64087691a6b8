import {
  siBluesky,
  siDiscord,
  siFacebook,
  siInstagram,
  siMastodon,
  siPinterest,
  siReddit,
  siTelegram,
  siThreads,
  siTiktok,
  siWhatsapp,
  siX,
  siYoutube,
} from "simple-icons";

import { cn } from "@/lib/cn";

interface Mark {
  path: string;
  hex: string;
}

// The icon set carries no mark of these two, so a plain letterform stands in.
const plainLinkedIn: Mark = {
  path: "M4 2h16a2 2 0 0 1 2 2v16a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2Zm2 7.5V19h3V9.500H6ZM7.5 5a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.400ZM11 9.500V19h3v-5c0-1.5.7-2.3 1.9-2.3 1.1 0 1.6.8 1.6 2.300v5h3v-5.700c0-2.7-1.4-4.1-3.5-4.1-1.4 0-2.4.7-3 1.600V9.500h-3Z",
  hex: "0A66C2",
};
const plainSlack: Mark = {
  path: "M8.5 3h2.600l-.6 4.500h4L15.1 3h2.600l-.6 4.500H21V10h-4.200l-.5 4H20v2.500h-4L15.4 21h-2.600l.6-4.500h-4L8.8 21H6.200l.6-4.500H3V14h4.100l.5-4H4V7.500h3.900L8.5 3Zm1.7 7-.5 4h4l.5-4h-4Z",
  hex: "611F69",
};

const marks: Record<string, Mark> = {
  bluesky: siBluesky,
  discord: siDiscord,
  facebook: siFacebook,
  instagram: siInstagram,
  instagram_facebook: siInstagram,
  linkedin: plainLinkedIn,
  linkedin_organization: plainLinkedIn,
  mastodon: siMastodon,
  pinterest: siPinterest,
  reddit: siReddit,
  slack: plainSlack,
  telegram: siTelegram,
  threads: siThreads,
  tiktok: siTiktok,
  whatsapp: siWhatsapp,
  x: siX,
  youtube: siYoutube,
};

const blackMarks = new Set(["000000"]);

interface PlatformMarkProps {
  platform: string;
  /** Says the platform's name to assistive technology; leave out where the name stands beside it. */
  label?: string;
  /** `brand` in the platform's colour, `ink` in the text's. */
  tone?: "brand" | "ink";
  className?: string;
}

/** The small mark of a platform; its first letter where we have none. */
export function PlatformMark({ platform, label, tone = "brand", className }: PlatformMarkProps) {
  const mark = marks[platform];
  const named = label ? { role: "img", "aria-label": label } : { "aria-hidden": true };
  if (!mark) {
    return (
      <span
        {...named}
        className={cn("inline-grid size-4 place-items-center text-xs font-semibold uppercase", className)}
      >
        {platform[0]}
      </span>
    );
  }
  // A black mark would vanish on a dark ground, so it takes the text's colour.
  const colour = tone === "ink" || blackMarks.has(mark.hex) ? "currentColor" : `#${mark.hex}`;
  return (
    <svg {...named} viewBox="0 0 24 24" fill={colour} className={cn("size-4 shrink-0", className)}>
      <path d={mark.path} fillRule="evenodd" />
    </svg>
  );
}
