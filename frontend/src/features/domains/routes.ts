import { Users } from "lucide-react";

import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "app",
  routes: [page("/domains", () => import("./DomainsPage"))],
  navigation: [
    { to: "/domains", label: "domains", icon: Users, group: "write", order: 18, go: "v", wideOnly: true },
  ],
} satisfies FeatureRoutes;
