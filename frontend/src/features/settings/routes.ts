import { Settings } from "lucide-react";

import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "app",
  routes: [page("/settings", () => import("./SettingsPage"))],
  navigation: [{ to: "/settings", label: "settings", icon: Settings, order: 40, go: "s" }],
} satisfies FeatureRoutes;
