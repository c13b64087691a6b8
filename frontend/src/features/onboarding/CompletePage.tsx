import { Clock, Eye, ShieldCheck } from "lucide-react";
import { Link } from "react-router";

import { Button } from "@/components/ui/button";
import { useAutomation, useAutomationStatus } from "@/lib/api/automation";
import { useConnections } from "@/lib/api/connections";
import { useZone } from "@/lib/api/user";
import { useOnboardingWords } from "@/lib/strings/en/onboarding";
import { formatMoment, zoneName } from "@/lib/time";

import { OnboardingFrame } from "./OnboardingFrame";

const icons = [Eye, Clock, ShieldCheck];

function Tips() {
  const words = useOnboardingWords();
  const zone = zoneName(useZone());
  return (
    <ul className="grid gap-6 sm:grid-cols-3">
      {words.list("complete.tips", { zone }).map(({ title, detail }, index) => {
        const Icon = icons[index] ?? Eye;
        return (
          <li key={title}>
            <Icon aria-hidden className="mb-2 size-5 text-accent-text" />
            <p className="font-medium">{title}</p>
            <p className="text-sm text-ink-muted">{detail}</p>
          </li>
        );
      })}
    </ul>
  );
}

/** When the automation's first post goes out, once that is known. */
function FirstPost() {
  const words = useOnboardingWords();
  const zone = useZone();
  const at = useAutomationStatus().data?.next_post_at;
  return at ? (
    <p className="rounded-lg bg-accent-soft px-4 py-3 font-medium text-ink">
      {words("complete.firstPost", { time: formatMoment(at, zone) })}
    </p>
  ) : null;
}

export default function CompletePage() {
  const words = useOnboardingWords();
  const connections = useConnections();
  const running = useAutomation().data?.state === "running";
  const without = connections.data?.length === 0;
  const said = without ? "without" : running ? "running" : null;
  return (
    <OnboardingFrame
      step="complete"
      title={words(said ? `complete.${said}Title` : "complete.title")}
      detail={words(said ? `complete.${said}Detail` : "complete.detail")}
      actions={
        <>
          <Button variant="ghost" size="lg" asChild>
            {without ? (
              <Link to="/platforms">{words("complete.platforms")}</Link>
            ) : running ? (
              <Link to="/compose">{words("complete.compose")}</Link>
            ) : (
              <Link to="/dashboard">{words("complete.home")}</Link>
            )}
          </Button>
          <Button variant="primary" size="lg" asChild>
            {running ? (
              <Link to="/dashboard">{words("complete.dashboard")}</Link>
            ) : (
              <Link to="/compose">{words("complete.compose")}</Link>
            )}
          </Button>
        </>
      }
    >
      {running && <FirstPost />}
      <Tips />
    </OnboardingFrame>
  );
}
