import { expect, test } from "vitest";

import { newPostId } from "./ids";

test("ids have the shape that the server takes, and sort by their time", () => {
  const ids = [0, 1, 31, 32, 1_700_000_000_000, 1_700_000_000_001].map((now) => newPostId(now));
  for (const id of ids) expect(id).toMatch(/^post_[0-9a-hjkmnp-tv-z]{26}$/);
  expect([...ids].sort()).toEqual(ids);
});

test("two made in the same moment differ", () => {
  expect(newPostId(5)).not.toBe(newPostId(5));
});
