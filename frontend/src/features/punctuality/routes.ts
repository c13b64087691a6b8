import { Timer } from "lucide-react";

import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "app",
  routes: [page("/punctuality", () => import("./PunctualityPage"))],
  navigation: [
    {
      to: "/punctuality",
      label: "punctuality",
      icon: Timer,
      group: "account",
      order: 35,
      go: "u",
      wideOnly: true,
    },
  ],
} satisfies FeatureRoutes;
