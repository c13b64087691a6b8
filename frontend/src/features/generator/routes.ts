import { Sparkles } from "lucide-react";

import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "app",
  routes: [page("/content-generator", () => import("./GeneratorPage"))],
  navigation: [
    {
      to: "/content-generator",
      label: "generator",
      icon: Sparkles,
      group: "write",
      order: 12,
      go: "w",
      wideOnly: true,
    },
  ],
} satisfies FeatureRoutes;
