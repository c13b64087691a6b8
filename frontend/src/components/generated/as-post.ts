import type { Connection, Suggestion } from "@/lib/api/contract";
import type { Writing } from "@/lib/api/posts";

import { textsOf } from "./marks";

/** A text and the platform it was written for. */
export interface Written {
  platform: string;
  suggestion: Suggestion;
}

const partsOf = (texts: string[]) => texts.map((text) => ({ text, media: [] }));

/**
 * One post out of texts for several platforms: each account gets the words that were written for its platform.
 * Without accounts the words of the first are kept, so that nothing is lost.
 */
export function asWriting(written: Written[], connections: Connection[]): Writing {
  const texts = new Map(written.map(({ platform, suggestion }) => [platform, suggestion]));
  const [text = "", ...more] = written[0] ? textsOf(written[0].suggestion) : [];
  const accounts = connections.filter(({ platform }) => texts.has(platform));
  const tailored: Writing["tailored"] = {};
  for (const { id, platform } of accounts) {
    const suggestion = texts.get(platform);
    if (!suggestion) continue;
    const first = platform === written[0]?.platform;
    const options = suggestion.options;
    if (first && Object.keys(options).length === 0) continue;
    const [own = "", ...ownMore] = textsOf(suggestion);
    tailored[id] = first
      ? { text: null, media: null, follow_ups: null, options }
      : { text: own, media: null, follow_ups: partsOf(ownMore), options };
  }
  return {
    text,
    media: [],
    connection_ids: accounts.map(({ id }) => id),
    follow_ups: partsOf(more),
    options: {},
    tailored,
  };
}
