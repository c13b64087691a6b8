import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "onboarding",
  routes: [
    page("/onboarding/welcome", () => import("./WelcomePage")),
    page("/onboarding/platform-connection", () => import("./PlatformConnectionPage")),
    page("/onboarding/complete", () => import("./CompletePage")),
  ],
} satisfies FeatureRoutes;
