import { useState } from "react";

import { useSignedInUser } from "@/lib/api/user";

import type { FirstWish } from "./first-plan";

const nothing: FirstWish = { domains: [], postsPerDay: 1, periods: ["morning"], style: "casual" };

function read(key: string): FirstWish {
  try {
    return { ...nothing, ...(JSON.parse(localStorage.getItem(key) ?? "{}") as Partial<FirstWish>) };
  } catch {
    return nothing;
  }
}

/** What was chosen in the first steps, kept in this browser until an automation holds it. */
export function useKeptWish() {
  const key = `velocitypost-first-wish:${useSignedInUser().workspace.id}`;
  const [wish, setWish] = useState(() => read(key));
  const keep = (changes: Partial<FirstWish>) => {
    const next = { ...wish, ...changes };
    setWish(next);
    localStorage.setItem(key, JSON.stringify(next));
  };
  return { wish, keep };
}
