import { CreditCard } from "lucide-react";

import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "app",
  routes: [page("/billing", () => import("./BillingPage"))],
  navigation: [
    { to: "/billing", label: "billing", icon: CreditCard, group: "account", order: 38, wideOnly: true },
  ],
} satisfies FeatureRoutes;
