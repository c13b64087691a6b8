import { FileText } from "lucide-react";

import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "app",
  routes: [page("/content/documents", () => import("./DocumentsPage"))],
  navigation: [
    {
      to: "/content/documents",
      label: "documents",
      icon: FileText,
      group: "write",
      order: 16,
      go: "o",
      wideOnly: true,
    },
  ],
} satisfies FeatureRoutes;
