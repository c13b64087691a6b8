import { http, HttpResponse } from "msw";

import type { Lateness, Punctuality } from "@/lib/api/contract";

const EDGES = [0, 1, 10, 60, 600, 3600];

/** Figures with so many publications in each interval of lateness. */
export function lateness(counts: number[]): Lateness {
  const count = counts.reduce((sum, one) => sum + one, 0);
  const upTo = (places: number) =>
    count ? counts.slice(0, places).reduce((sum, one) => sum + one, 0) / count : null;
  return {
    count,
    within_1_second: upTo(1),
    within_10_seconds: upTo(2),
    within_60_seconds: upTo(3),
    median_seconds: count ? 0.42 : null,
    p95_seconds: count ? 7.6 : null,
    worst_seconds: count ? 5100 : null,
    histogram: counts.map((one, place) => ({
      above_seconds: EDGES[place] ?? 0,
      until_seconds: EDGES[place + 1] ?? null,
      count: one,
    })),
  };
}

/** What the product tells of the last days, today being 24 November 2026. */
export function punctuality(days: number, counts = [412, 71, 19, 6, 2, 1]): Punctuality {
  return {
    days,
    zone: "Europe/Berlin",
    total: lateness(counts),
    platforms: counts.some(Boolean)
      ? [
          { platform: "x", ...lateness(counts.map((one) => Math.ceil(one / 2))) },
          { platform: "mastodon", ...lateness(counts.map((one) => Math.floor(one / 2))) },
        ]
      : [],
    per_day: Array.from({ length: days }, (_, place) => ({
      date: new Date(Date.UTC(2026, 10, 24 - (days - 1 - place))).toISOString().slice(0, 10),
      ...lateness(
        counts.map((one) =>
          place % 7 > 4
            ? 0
            : Math.floor((one * (3 + ((place * 5) % 8))) / (days * 5) + (place % 9 === 4 ? 0.9 : 0)),
        ),
      ),
    })),
    queue: { due: 2, under_way: 1, waiting_for_a_person: 3, paused: 0 },
  };
}

export default [
  http.get("/api/publishing/punctuality", ({ request }) =>
    HttpResponse.json(punctuality(Number(new URL(request.url).searchParams.get("days")))),
  ),
];
