import type { FeatureRoutes, NavigationEntry, NavigationGroup, Room } from "@/lib/routes";

// A feature joins the app by having a `routes.ts`; nothing else has to name it.
const found = import.meta.glob<{ default: FeatureRoutes | FeatureRoutes[] }>("../features/*/routes.ts", {
  eager: true,
});

const features: FeatureRoutes[] = Object.values(found).flatMap((module) => module.default);

export function routesOf(room: Room) {
  return features.filter((feature) => feature.room === room).flatMap((feature) => feature.routes);
}

export const navigation: NavigationEntry[] = features
  .flatMap((feature) => feature.navigation ?? [])
  .sort((one, other) => one.order - other.order);

const groups: NavigationGroup[] = ["write", "plan", "account"];

/** The pages as they stand together; those of no group first. The main action is apart. */
export const grouped = [undefined, ...groups].map((group) => ({
  group,
  entries: navigation.filter((entry) => !entry.primary && entry.group === group),
}));

/** Where a signed-in person starts. */
export const homePath: string = navigation.find((entry) => !entry.primary)?.to ?? "/";
