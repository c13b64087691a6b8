import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "./client";
import type { Brand, CardLayout, CardShape, LinkPicture, Media } from "./contract";
import { keys } from "./keys";
import { useKeepMedia } from "./media";

export interface CardWish {
  kind: CardLayout["kind"];
  text: string;
  author: string;
  layout: string;
  shape: CardShape["key"];
  /** A picture of the library, for memes. */
  picture_id: string | null;
}

export interface ChartWish {
  source_id: string;
  passage_id: string;
  kind: "bar" | "line" | "share" | null;
  shape: CardShape["key"];
}

export interface DrawingWish {
  prompt: string;
  shape: "square" | "wide" | "tall";
  alt: string;
}

const aModelsPatience = 150_000;

/** How cards can look, and in which shapes. */
export function useCardLayouts() {
  return useQuery({
    queryKey: keys.cardLayouts,
    queryFn: async () =>
      (await api.get<{ layouts: CardLayout[]; shapes: CardShape[] }>("/cards/layouts")).data,
    staleTime: Infinity,
  });
}

/** A small picture of a layout with these words. `look` is the brand's version: with another look it is another one. */
export function previewOf(layout: CardLayout, wish: Omit<CardWish, "kind" | "layout">, look: number): string {
  const words = new URLSearchParams({ shape: wish.shape, look: String(look) });
  if (wish.text.trim()) words.set("text", wish.text);
  if (wish.author.trim()) words.set("author", wish.author);
  if (wish.picture_id && layout.kind === "meme") words.set("picture_id", wish.picture_id);
  return `${layout.preview_url}?${words.toString()}`;
}

function useMade<T, A>(make: (wish: T) => Promise<A>, mediaOf: (made: A) => Media) {
  const keep = useKeepMedia();
  return useMutation({
    mutationFn: make,
    onSuccess: (made) => keep(mediaOf(made)),
    // Without a connection it fails at once, in words, and does not wait behind a button that turns.
    networkMode: "always",
  });
}

const itself = (media: Media) => media;

export const useDrawCard = () =>
  useMade(
    async (wish: CardWish) => (await api.post<{ media: Media }>("/cards/draw", wish)).data.media,
    itself,
  );

export const useDrawChart = () =>
  useMade(
    async (wish: ChartWish) => (await api.post<{ media: Media }>("/cards/chart", wish)).data.media,
    itself,
  );

export const useFindLinkPicture = () =>
  useMade(
    async (url: string) =>
      (await api.post<LinkPicture>("/cards/link-picture", { url }, { timeout: 60_000 })).data,
    ({ media }) => media,
  );

/** A model draws what the words describe. */
export const useDrawPicture = () =>
  useMade(
    async (wish: DrawingWish) =>
      (await api.post<{ media: Media }>("/ai/pictures", wish, { timeout: aModelsPatience })).data.media,
    itself,
  );

export function useBrand() {
  return useQuery({
    queryKey: keys.brand,
    queryFn: async () => (await api.get<{ brand: Brand }>("/cards/brand")).data.brand,
  });
}

/** Saves colours, logo and name of cards. */
export function useSetBrand() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (brand: Brand) => (await api.put<{ brand: Brand }>("/cards/brand", brand)).data.brand,
    onSuccess: (brand) => client.setQueryData(keys.brand, brand),
  });
}
