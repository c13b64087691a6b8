import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "app",
  routes: [page("/publications/:id", () => import("./PublicationPage"))],
} satisfies FeatureRoutes;
