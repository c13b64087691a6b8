import { lazy, Suspense } from "react";
import { Link } from "react-router";

import { PlanLines, usePlanPrice } from "@/components/plan-lines";
import { ThemeSwitch } from "@/components/theme-switch";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Page } from "@/components/ui/page";
import { Skeleton } from "@/components/ui/skeleton";
import { usePlan } from "@/lib/api/meta";
import { useSignedInUser } from "@/lib/api/user";
import { useSettingsWords } from "@/lib/strings/en/settings";

import { EmailCard } from "./EmailCard";
import { LinksCard } from "./LinksCard";
import { PasswordCard } from "./PasswordCard";
import { ProfileCard } from "./ProfileCard";
import { RemovalCard } from "./RemovalCard";
import { SessionsCard } from "./SessionsCard";

const EnginesCard = lazy(async () => ({
  default: (await import("@/components/engines/EnginesCard")).EnginesCard,
}));

function PlanCard() {
  const words = useSettingsWords();
  const plan = usePlan(useSignedInUser().plan_type);
  const priceOf = usePlanPrice();
  if (!plan) return null;
  return (
    <Card>
      <CardHeader
        title={words("plan.title")}
        detail={words("plan.name", { plan: plan.name, price: priceOf(plan) })}
        aside={
          <Button size="sm" asChild>
            <Link to="/billing">{words("plan.see")}</Link>
          </Button>
        }
      />
      <CardBody>
        <PlanLines plan={plan} />
      </CardBody>
    </Card>
  );
}

function LookCard() {
  const words = useSettingsWords();
  return (
    <Card>
      <CardHeader title={words("look.title")} detail={words("look.detail")} />
      <CardBody>
        <ThemeSwitch className="w-full sm:w-auto" />
      </CardBody>
    </Card>
  );
}

export default function SettingsPage() {
  const words = useSettingsWords();
  return (
    <Page title={words("title")} detail={words("detail")} width="narrow">
      <div className="flex flex-col gap-6">
        <ProfileCard />
        <EmailCard />
        <PasswordCard />
        <PlanCard />
        <Suspense fallback={<Skeleton className="h-96 rounded-lg" />}>
          <EnginesCard />
        </Suspense>
        <LinksCard />
        <LookCard />
        <SessionsCard />
        <RemovalCard />
      </div>
    </Page>
  );
}
