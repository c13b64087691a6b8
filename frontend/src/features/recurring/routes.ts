import { Repeat } from "lucide-react";

import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "app",
  routes: [page("/recurring/:seriesId?", () => import("./RecurringPage"))],
  navigation: [
    {
      to: "/recurring",
      label: "recurring",
      icon: Repeat,
      group: "plan",
      order: 22.5,
      go: "r",
      wideOnly: true,
    },
  ],
} satisfies FeatureRoutes;
