import { CalendarPlus } from "lucide-react";

import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "app",
  routes: [
    page("/content/drafts", () => import("./BatchesPage")),
    page("/content/drafts/new", () => import("./NewBatchPage")),
    page("/content/drafts/:batchId", () => import("./BatchPage")),
  ],
  navigation: [
    {
      to: "/content/drafts",
      label: "drafts",
      icon: CalendarPlus,
      group: "write",
      order: 14,
      go: "b",
      wideOnly: true,
    },
  ],
} satisfies FeatureRoutes;
