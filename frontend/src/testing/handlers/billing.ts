import { http, HttpResponse } from "msw";

import type { PlanKey } from "@/lib/api/contract";

import { world } from "../world";

export default [
  http.get("/api/billing/usage", () => {
    const plan = world.meta.plans.find(({ key }) => key === world.user.plan_type);
    return HttpResponse.json({
      current_plan: world.user.plan_type,
      wanted_plan: world.user.wanted_plan,
      billing_cycle: "monthly",
      usage: {
        platforms_connected: world.connections.length,
        platforms_limit: plan?.max_platforms ?? 0,
        posts_today: 2,
        posts_limit: plan?.max_posts_per_day ?? 0,
        posts_this_month: 31,
        file_uploads_used: 0,
        file_uploads_limit: plan?.file_upload ? -1 : 0,
      },
      resets_at: "2026-11-23T23:00:00Z",
      next_billing_date: null,
      upgrade_recommendations: ["Pro sends 10 posts a day."],
    });
  }),
  http.put("/api/billing/plan", async ({ request }) => {
    const { plan } = (await request.json()) as { plan: PlanKey };
    world.user = { ...world.user, plan_type: plan, wanted_plan: plan };
    const name = world.meta.plans.find(({ key }) => key === plan)?.name;
    return HttpResponse.json({
      current_plan: plan,
      wanted_plan: plan,
      message: `You are on the ${name} plan now.`,
    });
  }),
];
