import type { GenerateWish } from "@/lib/api/generation";
import type { Suggestion } from "@/lib/api/contract";

/** A text as it stands on the page. */
export interface Card {
  platform: string;
  /** What a model has written so far, before it is fitted. */
  growing: string;
  suggestion: Suggestion | null;
  /** Whether its author changed it. */
  edited: boolean;
  /** Texts that stood here before; a variation must not resemble them. */
  earlier: string[];
  /** The post that it was saved as. */
  post: { id: string; version: number; text: string } | null;
  /** What became of it. */
  sent: "scheduled" | "published" | null;
  /** The wall-clock time that it was planned for, in words. */
  time: string;
  /** The document that it rests on. */
  sourceId: string | null;
}

/** The whole page: what is asked for, and what came of it. */
export interface GeneratorSheet {
  wish: GenerateWish;
  cards: Card[];
  notices: string[];
}

export const emptyWish: GenerateWish = {
  domain: "",
  platforms: [],
  custom_prompt: "",
  creativity_level: 50,
  include_hashtags: true,
  include_emojis: true,
  uploaded_file_id: null,
  language: "en",
  thread: false,
};

export const emptySheet: GeneratorSheet = { wish: emptyWish, cards: [], notices: [] };

export const freshCard = (platform: string, sourceId: string | null): Card => ({
  platform,
  growing: "",
  suggestion: null,
  edited: false,
  earlier: [],
  post: null,
  sent: null,
  time: "",
  sourceId,
});

export const withCard = (cards: Card[], platform: string, changes: Partial<Card>): Card[] =>
  cards.map((card) => (card.platform === platform ? { ...card, ...changes } : card));

const place = (workspace: string) => `vp.generator.${workspace}`;

/** What was on the page last time in this browser; nothing typed is lost by leaving. */
export function readSheet(workspace: string): GeneratorSheet {
  try {
    const kept = JSON.parse(localStorage.getItem(place(workspace)) ?? "null") as GeneratorSheet | null;
    if (!kept) return emptySheet;
    const cards = kept.cards.filter(({ suggestion }) => suggestion !== null);
    return { wish: { ...emptyWish, ...kept.wish }, cards, notices: kept.notices };
  } catch {
    return emptySheet;
  }
}

export function keepSheet(workspace: string, sheet: GeneratorSheet): void {
  try {
    localStorage.setItem(place(workspace), JSON.stringify(sheet));
  } catch {
    // A full or forbidden storage costs the memory of this page, not the page.
  }
}
