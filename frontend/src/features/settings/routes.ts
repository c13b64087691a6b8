import { Settings } from "lucide-react";

import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "app",
  routes: [page("/settings", () => import("./SettingsPage"))],
  navigation: [
    {
      to: "/settings",
      label: "settings",
      icon: Settings,
      group: "account",
      order: 40,
      go: "s",
      wideOnly: true,
    },
  ],
} satisfies FeatureRoutes;
