import { namespace } from "..";

const english = {
  title: "Links",
  detail: "What becomes of the links in your posts. You see it in the composer before anything leaves.",
  tags: "Tag links",
  tagsDetail:
    "Adds utm_source, utm_medium and the campaign, so that your site's statistics tell where visitors come from. Links that are tagged already stay as they are.",
  shortens: "Shorten links and count clicks",
  shortensDetail:
    "Links leave as {{address}}…, lead on to your page, and are counted by day. Nothing is kept of who follows them.",
  notPublic:
    "This installation's address is not reached from the internet, so others could not follow such links. Set PUBLIC_URL first.",
  source: "Source",
  sourceUsual: "the platform, such as x",
  medium: "Medium",
  mediumUsual: "social",
  valuesHint: "Leave a field empty for the usual.",
  followed: "Short links",
  followedDetail: "How often people followed them. Programs are not counted.",
  clicks_one: "{{count}} click",
  clicks_other: "{{count}} clicks",
  days: "Days are those of UTC.",
  save: "Save",
  saved: "Saved. Posts that are scheduled keep their links as they are.",
};

export const useLinkWords = namespace("links", english);
