import { page, type FeatureRoutes } from "@/lib/routes";

export default {
  room: "public",
  routes: [
    page("/", () => import("./LandingPage")),
    page("/pricing", () => import("./PricingPage")),
    page("/track-record", () => import("./TrackRecordPage")),
    page("/privacy", () => import("./PrivacyPage")),
    page("/terms", () => import("./TermsPage")),
  ],
} satisfies FeatureRoutes;
