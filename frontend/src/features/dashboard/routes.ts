import { LayoutDashboard } from "lucide-react";

import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "app",
  routes: [page("/dashboard", () => import("./DashboardPage"))],
  navigation: [{ to: "/dashboard", label: "dashboard", icon: LayoutDashboard, order: 10, go: "d" }],
} satisfies FeatureRoutes;
