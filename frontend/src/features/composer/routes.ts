import { PenLine } from "lucide-react";

import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "app",
  routes: [page("/compose/:postId?", () => import("./ComposePage"))],
  navigation: [{ to: "/compose", label: "compose", icon: PenLine, order: 0, primary: true }],
} satisfies FeatureRoutes;
