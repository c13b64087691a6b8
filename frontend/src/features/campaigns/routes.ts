import { Megaphone } from "lucide-react";

import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "app",
  routes: [
    page("/campaigns", () => import("./CampaignsPage")),
    page("/campaigns/:campaignId", () => import("./CampaignPage")),
  ],
  navigation: [
    { to: "/campaigns", label: "campaigns", icon: Megaphone, group: "plan", order: 23, wideOnly: true },
  ],
} satisfies FeatureRoutes;
