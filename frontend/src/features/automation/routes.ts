import { Bot } from "lucide-react";

import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "app",
  routes: [
    page("/auto-posting", () => import("./AutoPostingPage")),
    page("/auto-posting/review", () => import("./ReviewPage")),
  ],
  navigation: [
    {
      to: "/auto-posting",
      label: "automation",
      icon: Bot,
      group: "plan",
      order: 25,
      go: "a",
      wideOnly: true,
    },
  ],
} satisfies FeatureRoutes;
