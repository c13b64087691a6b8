import { useEffect, useRef, useState } from "react";

import { reworded, textsOf } from "@/components/generated/marks";
import {
  askForVariation,
  streamContent,
  wishOf,
  type GenerateWish,
  type Writing,
} from "@/lib/api/generation";
import { toProblem, type ApiProblem } from "@/lib/api/problem";
import { useSignedInUser } from "@/lib/api/user";

import { freshCard, keepSheet, readSheet, withCard, type Card, type GeneratorSheet } from "./sheet";

function grown(sheet: GeneratorSheet, event: Writing): GeneratorSheet {
  if (event.kind === "notice") return { ...sheet, notices: [...new Set([...sheet.notices, event.message])] };
  if (event.kind === "begin") {
    const cards = sheet.cards.map((card) =>
      event.platforms.includes(card.platform) ? freshCard(card.platform, card.sourceId) : card,
    );
    return { ...sheet, cards };
  }
  const changes = event.kind === "text" ? { growing: event.text } : { suggestion: event.suggestion };
  return { ...sheet, cards: withCard(sheet.cards, event.platform, changes) };
}

/** The generator's page as a value, kept in this browser, and what can be done with it. */
export function useGenerator() {
  const workspace = useSignedInUser().workspace.id;
  const [sheet, setSheet] = useState(() => readSheet(workspace));
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [varying, setVarying] = useState<ReadonlySet<string>>(new Set());
  const stop = useRef<AbortController | null>(null);

  useEffect(() => {
    if (!running) keepSheet(workspace, sheet);
  }, [workspace, sheet, running]);
  useEffect(() => () => stop.current?.abort(), []);

  const wish = (changes: Partial<GenerateWish>) =>
    setSheet((current) => ({ ...current, wish: { ...current.wish, ...changes } }));

  const change = (platform: string, changes: Partial<Card>) =>
    setSheet((current) => ({ ...current, cards: withCard(current.cards, platform, changes) }));

  const generate = async () => {
    const { wish: asked, cards } = sheet;
    const control = new AbortController();
    stop.current = control;
    setProblem(null);
    setRunning(true);
    setSheet({
      wish: asked,
      notices: [],
      cards: asked.platforms.map((platform) => freshCard(platform, asked.uploaded_file_id)),
    });
    try {
      await streamContent(asked, {
        signal: control.signal,
        onEvent: (event) => setSheet((current) => grown(current, event)),
      });
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setRunning(false);
      // What did not come makes room for what was there before.
      setSheet((current) => {
        const come = current.cards.filter(({ suggestion }) => suggestion);
        return { ...current, cards: come.length > 0 ? come : cards };
      });
    }
  };

  const vary = async (card: Card) => {
    if (!card.suggestion) return;
    const earlier = [...card.earlier, textsOf(card.suggestion).join("\n\n")].slice(-10);
    setVarying((all) => new Set(all).add(card.platform));
    setProblem(null);
    try {
      const told = await askForVariation({
        ...wishOf(sheet.wish),
        domain: sheet.wish.domain,
        uploaded_file_id: card.sourceId,
        platform: card.platform,
        earlier,
      });
      change(card.platform, {
        ...freshCard(card.platform, card.sourceId),
        suggestion: told.suggestion,
        earlier,
      });
      setSheet((current) => ({ ...current, notices: [...new Set([...current.notices, ...told.notices])] }));
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setVarying((all) => new Set([...all].filter((platform) => platform !== card.platform)));
    }
  };

  const reword = (card: Card, texts: string[]) => {
    if (!card.suggestion) return;
    change(card.platform, { suggestion: reworded(card.suggestion, texts), edited: true });
  };

  return {
    sheet,
    wish,
    change,
    generate,
    stop: () => stop.current?.abort(),
    running,
    problem,
    vary,
    varying,
    reword,
  };
}
