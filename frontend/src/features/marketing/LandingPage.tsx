import { Link } from "react-router";

import { Button } from "@/components/ui/button";
import { useMarketingWords } from "@/lib/strings/en/marketing";

import { Abilities } from "./Abilities";
import { Comparison } from "./Comparison";
import { HowItWorks } from "./HowItWorks";
import { PlanCards } from "./PlanCards";
import { Platforms } from "./Platforms";
import { PriceFigures } from "./PriceFigures";
import { ProductPicture } from "./ProductPicture";
import { OncePromise } from "./OncePromise";
import { PublicFrame, Section } from "./PublicFrame";
import { Questions } from "./Questions";
import { ThirtyDays } from "./ThirtyDays";

function Hero() {
  const words = useMarketingWords();
  return (
    <section className="mx-auto max-w-6xl px-4 pt-16 pb-12 sm:px-8 sm:pt-24">
      <div className="mx-auto max-w-3xl text-center">
        <h1 className="text-2xl font-semibold">{words("hero.title")}</h1>
        <p className="mx-auto mt-6 max-w-2xl text-lg text-ink-muted">{words("hero.detail")}</p>
        <div className="mt-8 flex flex-wrap justify-center gap-3">
          <Button variant="primary" size="lg" asChild>
            <Link to="/register">{words("hero.start")}</Link>
          </Button>
          <Button size="lg" asChild>
            <a href="#how">{words("hero.how")}</a>
          </Button>
        </div>
        <p className="mt-5 text-sm text-ink-faint">
          <a href="#thirty" className="rounded-sm text-accent-text underline underline-offset-4">
            {words("hero.thirty")}
          </a>
          . {words("hero.note")}
        </p>
      </div>
      <ProductPicture />
    </section>
  );
}

function LastWord() {
  const words = useMarketingWords();
  return (
    <section className="mx-auto max-w-6xl px-4 pb-24 sm:px-8">
      <div className="rounded-xl bg-accent px-6 py-16 text-center text-on-accent">
        <h2 className="text-xl font-semibold">{words("last.title")}</h2>
        <p className="mt-2 text-base">{words("last.detail")}</p>
        <Button size="lg" className="mt-8 border-transparent" asChild>
          <Link to="/register">{words("nav.start")}</Link>
        </Button>
      </div>
    </section>
  );
}

export default function LandingPage() {
  const words = useMarketingWords();
  return (
    <PublicFrame title={words("title")}>
      <Hero />
      <Platforms />
      <ThirtyDays />
      <Abilities />
      <HowItWorks />
      <OncePromise />
      <Comparison />
      <Section id="pricing" title={words("plans.title")} detail={words("plans.detail")}>
        <PlanCards />
        <PriceFigures />
      </Section>
      <Questions />
      <LastWord />
    </PublicFrame>
  );
}
