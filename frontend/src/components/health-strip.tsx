import { CircleAlert, TriangleAlert } from "lucide-react";
import { Link } from "react-router";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { useConnections, useHealth } from "@/lib/api/connections";
import type { Concern, Health } from "@/lib/api/contract";
import { cn } from "@/lib/cn";
import { useConnectionWords } from "@/lib/strings/en/connections";

const order: Concern["severity"][] = ["broken", "soon", "note"];

/** What is to be said of an account, most pressing first. */
export function concernsOf(health: Health | undefined): Concern[] {
  return [...(health?.concerns ?? [])].sort(
    (one, other) => order.indexOf(one.severity) - order.indexOf(other.severity),
  );
}

const looks = {
  broken: { icon: CircleAlert, colour: "text-bad-text" },
  soon: { icon: TriangleAlert, colour: "text-warn-text" },
};

/** The accounts that need somebody, each in a sentence, with the way to them. Renders nothing where all is well. */
export function HealthStrip({ className }: { className?: string }) {
  const words = useConnectionWords();
  const connections = useConnections().data ?? [];
  const health = useHealth().data ?? [];
  const pressing = health
    .flatMap((one) => concernsOf(one).map((concern) => ({ ...concern, id: one.connection_id })))
    .flatMap((concern) => (concern.severity === "note" ? [] : [{ ...concern, severity: concern.severity }]));
  if (pressing.length === 0) return null;
  return (
    <Card
      aria-label={words("health.strip")}
      className={cn("flex flex-wrap items-center gap-x-4 gap-y-3 p-4", className)}
    >
      <ul className="flex min-w-60 flex-1 flex-col gap-2">
        {pressing.map(({ id, code, severity, message }) => {
          const { icon: Icon, colour } = looks[severity];
          const name = connections.find((connection) => connection.id === id)?.name;
          return (
            <li key={id + code} className="flex items-start gap-2 text-sm">
              <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", colour)} />
              <span>
                {name && <span className="font-medium">{name}: </span>}
                {message}
              </span>
            </li>
          );
        })}
      </ul>
      <Button size="sm" asChild>
        <Link to="/platforms">{words("health.goTo")}</Link>
      </Button>
    </Card>
  );
}
