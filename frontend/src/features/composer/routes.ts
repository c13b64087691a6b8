import { Files, PenLine } from "lucide-react";
import { redirect } from "react-router";

import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "app",
  routes: [
    page("/compose/:postId?", () => import("./ComposePage")),
    // The drafts have no page of their own: they open beside what is written.
    { path: "/drafts", loader: () => redirect("/compose?drafts=open") },
  ],
  navigation: [
    { to: "/compose", label: "compose", icon: PenLine, order: 0, primary: true },
    { to: "/drafts", label: "savedDrafts", icon: Files, group: "write", order: 11, go: "e", wideOnly: true },
  ],
} satisfies FeatureRoutes;
