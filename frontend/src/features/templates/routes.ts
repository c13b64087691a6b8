import { LayoutTemplate } from "lucide-react";

import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "app",
  routes: [page("/templates", () => import("./TemplatesPage"))],
  navigation: [
    { to: "/templates", label: "templates", icon: LayoutTemplate, group: "write", order: 17, wideOnly: true },
  ],
} satisfies FeatureRoutes;
