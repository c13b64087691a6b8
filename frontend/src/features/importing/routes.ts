import { FileSpreadsheet } from "lucide-react";

import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "app",
  routes: [page("/import", () => import("./ImportPage"))],
  navigation: [
    {
      to: "/import",
      label: "importing",
      icon: FileSpreadsheet,
      group: "plan",
      order: 27,
      go: "i",
      wideOnly: true,
    },
  ],
} satisfies FeatureRoutes;
