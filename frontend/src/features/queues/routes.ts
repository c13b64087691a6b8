import { ListOrdered } from "lucide-react";

import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "app",
  routes: [page("/queues", () => import("./QueuesPage"))],
  navigation: [
    { to: "/queues", label: "queues", icon: ListOrdered, group: "plan", order: 22, go: "q", wideOnly: true },
  ],
} satisfies FeatureRoutes;
