import { Link } from "react-router";

import { EnginesCard } from "@/components/engines/EnginesCard";
import { PlanLines, usePlanPrice } from "@/components/plan-lines";
import { ThemeSwitch } from "@/components/theme-switch";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Page } from "@/components/ui/page";
import { usePlan } from "@/lib/api/meta";
import { useSignedInUser } from "@/lib/api/user";
import { useSettingsWords } from "@/lib/strings/en/settings";

import { LinksCard } from "./LinksCard";
import { ProfileCard } from "./ProfileCard";
import { SessionsCard } from "./SessionsCard";

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
        <PlanCard />
        <EnginesCard />
        <LinksCard />
        <LookCard />
        <SessionsCard />
      </div>
    </Page>
  );
}
