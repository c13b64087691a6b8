import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { AutomationStatus } from "@/lib/api/contract";
import { useAutomationWords } from "@/lib/strings/en/automation";

/** How fast it posts, and why slower than wished. */
export function Speed({ velocity }: { velocity: AutomationStatus["velocity"] }) {
  const words = useAutomationWords();
  const { posts_per_day: now, wished, reasons } = velocity;
  return (
    <Card aria-labelledby="automation-speed">
      <CardHeader id="automation-speed" title={words("velocity.title")} />
      <CardBody className="pt-2 text-sm">
        <p>
          {now < wished
            ? words("velocity.slower", { now, wished })
            : words("velocity.asWished", { count: wished })}
        </p>
        {reasons.length > 0 && (
          <>
            <p className="mt-2 text-ink-muted">{words("velocity.why")}</p>
            <ul className="list-disc pl-4 text-ink-muted">
              {reasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </>
        )}
      </CardBody>
    </Card>
  );
}
