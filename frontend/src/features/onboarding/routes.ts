import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "onboarding",
  routes: [
    page("/onboarding/welcome", () => import("./WelcomePage")),
    page("/onboarding/platform-connection", () => import("./PlatformConnectionPage")),
    page("/onboarding/domain-selection", () => import("./DomainSelectionPage")),
    page("/onboarding/automation-setup", () => import("./AutomationSetupPage")),
    page("/onboarding/complete", () => import("./CompletePage")),
  ],
} satisfies FeatureRoutes;
