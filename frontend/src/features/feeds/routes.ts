import { Rss } from "lucide-react";

import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "app",
  routes: [page("/feeds", () => import("./FeedsPage"))],
  navigation: [
    { to: "/feeds", label: "feeds", icon: Rss, group: "plan", order: 28, go: "f", wideOnly: true },
  ],
} satisfies FeatureRoutes;
