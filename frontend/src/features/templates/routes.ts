import { LayoutTemplate } from "lucide-react";

import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "app",
  routes: [page("/templates", () => import("./TemplatesPage"))],
  navigation: [{ to: "/templates", label: "templates", icon: LayoutTemplate, order: 24, wideOnly: true }],
} satisfies FeatureRoutes;
