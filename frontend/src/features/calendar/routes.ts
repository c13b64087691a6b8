import { CalendarDays } from "lucide-react";

import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "app",
  routes: [page("/calendar", () => import("./CalendarPage"))],
  navigation: [{ to: "/calendar", label: "calendar", icon: CalendarDays, group: "plan", order: 20, go: "c" }],
} satisfies FeatureRoutes;
