import type { LucideIcon } from "lucide-react";
import type { ComponentType } from "react";
import type { RouteObject } from "react-router";

import type { NavigationLabel } from "./strings/en/app";

/** Where a page lives: for everyone, for visitors only, in the app, or in the first-run steps. */
export type Room = "public" | "visitor" | "onboarding" | "app";

/** What pages stand together in the navigation; those of no group stand first. */
export type NavigationGroup = "write" | "plan" | "account";

export interface NavigationEntry {
  to: string;
  label: NavigationLabel;
  icon: LucideIcon;
  group?: NavigationGroup;
  /** Lower comes first. */
  order: number;
  /** Second key after `g`. */
  go?: string;
  /** The one main action: shown as a button and bound to `c`. */
  primary?: boolean;
  /** Left out of the phone's bar, which holds five; “More” leads there. */
  wideOnly?: boolean;
}

/** What a feature adds to the app: `export default` of its `routes.ts`. */
export interface FeatureRoutes {
  room: Room;
  routes: RouteObject[];
  navigation?: NavigationEntry[];
}

/** A route whose page is fetched when it is first visited. The page is the file's default export. */
export function page(path: string, load: () => Promise<{ default: ComponentType }>): RouteObject {
  return { path, lazy: async () => ({ Component: (await load()).default }) };
}

/** The state of a navigation that gives the page another address and changes nothing else. */
export const samePage = { samePage: true } as const;

export const isSamePage = (state: unknown): boolean =>
  typeof state === "object" && state !== null && "samePage" in state;
