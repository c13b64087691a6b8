import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "app",
  routes: [page("/scheduler", () => import("./SchedulerPage"))],
} satisfies FeatureRoutes;
