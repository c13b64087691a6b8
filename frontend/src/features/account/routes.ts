import { page, type FeatureRoutes } from "@/lib/routes";

export default [
  {
    room: "visitor",
    routes: [
      page("/login", () => import("./LoginPage")),
      page("/register", () => import("./RegisterPage")),
      page("/forgot-password", () => import("./ForgotPasswordPage")),
    ],
  },
  {
    room: "public",
    routes: [
      page("/reset-password", () => import("./ResetPasswordPage")),
      page("/verify-email", () => import("./VerifyEmailPage")),
    ],
  },
] satisfies FeatureRoutes[];
