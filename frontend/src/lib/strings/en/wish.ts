import { namespace } from "..";

const english = {
  platforms: "Platforms",
  unconnected: "No account at {{platform}} is connected yet",
  dashed: "Dashed: no account is connected yet. A text can be written all the same.",
  creativity: "Creativity",
  plain: "Plain",
  bold: "Bold",
  hashtags: "Hashtags",
  emojis: "Emojis",
  thread: "A thread where it is too long",
  language: "Language",
  document: "Document",
  documentHint: "Posts are then written from it, and each sentence shows what it rests on.",
  fromMine: "Or one of your documents",
  choose: "Choose a document",
  languages: {
    en: "English",
    de: "German",
    es: "Spanish",
    fr: "French",
    it: "Italian",
    pt: "Portuguese",
  },
};

export const useWishWords = namespace("wish", english);
export type LanguageKey = keyof typeof english.languages;
