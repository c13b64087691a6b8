import { Share2 } from "lucide-react";

import { page, type FeatureRoutes } from "@/lib/routes";

export default [
  {
    room: "app",
    routes: [page("/platforms", () => import("./PlatformsPage"))],
    navigation: [
      { to: "/platforms", label: "platforms", icon: Share2, group: "account", order: 30, go: "p" },
    ],
  },
  {
    room: "onboarding",
    routes: [
      page("/auth/callback/:platform", () => import("./CallbackPage")),
      page("/auth/choose/:choiceId", () => import("./ChoicePage")),
    ],
  },
] satisfies FeatureRoutes[];
