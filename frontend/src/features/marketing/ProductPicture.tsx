import { CalendarClock, Check, Heart, MessageCircle, Repeat2 } from "lucide-react";
import { useEffect, useState, type ReactNode } from "react";

import { Avatar } from "@/components/ui/avatar";
import { StateBadge } from "@/components/ui/badge";
import { PlatformMark } from "@/components/ui/platform-mark";
import type { PublicationState } from "@/lib/api/contract";
import { cn } from "@/lib/cn";
import { useMarketingWords } from "@/lib/strings/en/marketing";

const way: PublicationState[] = ["scheduled", "publishing", "published"];
const paceMs = 2_600;

/** Walks through the states again and again; stands still on "published" where motion is unwanted. */
function useWay(): PublicationState {
  const [step, setStep] = useState(2);
  useEffect(() => {
    if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const timer = setInterval(() => setStep((current) => (current + 1) % way.length), paceMs);
    return () => clearInterval(timer);
  }, []);
  return way[step] ?? "published";
}

const crimps = Array.from({ length: 28 }, (_, index) => (index * 2 * Math.PI) / 28);
const strips = [-36, -24, -12, 0, 12, 24, 36];

/** Drawn, not photographed: a rhubarb tart in the colours of the theme. */
function Tart() {
  return (
    <svg viewBox="-100 -56 200 112" className="block w-full rounded-lg bg-warn-soft">
      <clipPath id="tart-filling">
        <circle r="34" />
      </clipPath>
      <g className="fill-warn">
        <circle r="42" />
        {crimps.map((angle) => (
          <circle key={angle} r="5" cx={Math.cos(angle) * 42} cy={Math.sin(angle) * 42} />
        ))}
      </g>
      <g clipPath="url(#tart-filling)" strokeLinecap="round">
        <circle r="34" className="fill-bad-soft" />
        {strips.map((at, index) => (
          <path
            key={at}
            d={`M${at - 40} ${at + 40} L${at + 40} ${at - 40}`}
            strokeWidth="11"
            className={index % 2 ? "stroke-bad" : "stroke-bad-text"}
            strokeOpacity={index % 2 ? 0.8 : 0.6}
          />
        ))}
        {strips.map((at) => (
          <path
            key={at}
            d={`M${at - 40} ${-at - 40} L${at + 40} ${-at + 40}`}
            strokeWidth="4"
            className="stroke-warn"
          />
        ))}
      </g>
    </svg>
  );
}

function Pane({ title, children, className }: { title: ReactNode; children: ReactNode; className?: string }) {
  return (
    <div className={cn("flex flex-col gap-3 p-5", className)}>
      <p className="flex items-center gap-2 text-xs font-medium text-ink-faint">{title}</p>
      {children}
    </div>
  );
}

const day = 24 * 60 * 60_000;

/** The next Thursday but today, as "Thu 3 Dec". */
function comingThursday(): string {
  const now = new Date();
  const thursday = new Date(now.getTime() + ((4 - now.getUTCDay() + 6) % 7) * day + day);
  const parts = { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat("en-GB", parts).format(thursday).replace(",", "");
}

function Writing() {
  const words = useMarketingWords();
  const text = words("picture.text");
  return (
    <Pane title={words("picture.compose")} className="border-line max-md:border-b md:border-r">
      <p className="flex-1 text-sm">
        {text}
        <span className="ml-0.5 inline-block h-4 w-px translate-y-0.5 animate-shimmer bg-accent" />
      </p>
      <p className="flex items-center gap-2 rounded-md bg-sunken px-2.5 py-1.5 text-xs text-ink-muted">
        <Check className="size-3.5 text-good-text" />
        {words("picture.alt")}
      </p>
      <div className="flex flex-wrap items-center justify-between gap-x-2 gap-y-3 border-t border-line pt-3">
        <span className="flex w-full items-center gap-1.5 text-xs text-ink-muted">
          <CalendarClock className="size-3.5" />
          {words("picture.when", { date: comingThursday() })} · {words("picture.zone")}
        </span>
        <span className="text-xs text-ink-faint tabular-nums">
          {words("picture.count", { used: text.length })}
        </span>
        <span className="rounded-md bg-accent px-3 py-1.5 text-xs font-medium text-on-accent">
          {words("picture.schedule")}
        </span>
      </div>
    </Pane>
  );
}

function Preview() {
  const words = useMarketingWords();
  return (
    <Pane
      title={
        <>
          <PlatformMark platform="x" className="size-3 text-ink" /> {words("picture.example")}
        </>
      }
      className="border-line max-md:border-b md:border-r"
    >
      <div className="flex gap-3">
        <Avatar name={words("picture.name")} className="size-9" />
        <div className="min-w-0 flex-1">
          <p className="truncate">
            <span className="font-semibold">{words("picture.name")}</span>{" "}
            <span className="text-ink-faint">
              {words("picture.handle")} · {words("picture.now")}
            </span>
          </p>
          <p className="mt-0.5 mb-3">{words("picture.text")}</p>
          <Tart />
          <p className="mt-3 flex gap-8 text-xs text-ink-faint">
            <MessageCircle className="size-4" />
            <Repeat2 className="size-4" />
            <Heart className="size-4" />
          </p>
        </div>
      </div>
    </Pane>
  );
}

function Today() {
  const words = useMarketingWords();
  const live = useWay();
  return (
    <Pane title={words("picture.queue")}>
      <ul className="flex flex-col gap-2">
        {words.list("picture.rows").map(({ time, text, state }) => (
          <li key={time} className="rounded-lg border border-line p-3">
            <p className="mb-1.5 flex items-center justify-between gap-2">
              <span className="text-xs text-ink-faint tabular-nums">{time}</span>
              <StateBadge state={state === "live" ? live : "scheduled"} />
            </p>
            <p className="truncate">{text}</p>
          </li>
        ))}
      </ul>
    </Pane>
  );
}

/** The product at work: writing, preview, and the day's posts on their way. */
export function ProductPicture() {
  const words = useMarketingWords();
  return (
    <div role="img" aria-label={words("picture.label")} className="relative mt-14">
      <div
        aria-hidden
        className="grid overflow-hidden rounded-xl border border-line bg-surface text-left shadow-lg md:grid-cols-[1fr_1.15fr_1fr]"
      >
        <Writing />
        <Preview />
        <Today />
      </div>
    </div>
  );
}
