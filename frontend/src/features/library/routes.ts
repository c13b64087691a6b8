import { Images } from "lucide-react";

import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "app",
  routes: [page("/media", () => import("./LibraryPage"))],
  navigation: [{ to: "/media", label: "media", icon: Images, group: "write", order: 19, wideOnly: true }],
} satisfies FeatureRoutes;
