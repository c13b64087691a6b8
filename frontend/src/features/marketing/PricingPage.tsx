import { useMarketingWords } from "@/lib/strings/en/marketing";

import { PlanCards } from "./PlanCards";
import { PriceFigures } from "./PriceFigures";
import { PublicFrame } from "./PublicFrame";

export default function PricingPage() {
  const words = useMarketingWords();
  return (
    <PublicFrame title={words("pricing.title")}>
      <div className="mx-auto max-w-6xl px-4 py-16 sm:px-8">
        <h1 className="text-xl font-semibold">{words("pricing.title")}</h1>
        <p className="mt-2 mb-10 text-base text-ink-muted">{words("pricing.detail")}</p>
        <PlanCards heading="h2" />
        <PriceFigures heading="h2" />
      </div>
    </PublicFrame>
  );
}
