import { Link } from "react-router";

import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { Connection } from "@/lib/api/contract";
import { useDashboardWords } from "@/lib/strings/en/dashboard";

import { useHealth } from "./api";
import { Account } from "./ItemLine";

const tones = { good: "good", soon: "warn", broken: "bad" } as const;

/** The connected accounts, small, each with its health. */
export function Accounts({ connections }: { connections: Connection[] }) {
  const words = useDashboardWords();
  const health = useHealth().data;
  const standingOf = ({ id, status }: Connection) => {
    const found = health?.find(({ connection_id }) => connection_id === id);
    if (status !== "connected" || found?.state === "broken") return "broken";
    return found?.state ?? "good";
  };
  const concernOf = ({ id }: Connection) =>
    health?.find(({ connection_id }) => connection_id === id)?.concerns[0]?.message;
  return (
    <Card aria-labelledby="dashboard-accounts">
      <CardHeader
        id="dashboard-accounts"
        title={words("accounts.title")}
        aside={
          <Button variant="link" size="sm" asChild>
            <Link to="/platforms">{words("accounts.all")}</Link>
          </Button>
        }
      />
      <CardBody>
        {connections.length === 0 ? (
          <div className="flex flex-wrap items-center justify-between gap-3 text-sm text-ink-muted">
            {words("accounts.none")}
            <Button size="sm" asChild>
              <Link to="/platforms">{words("accounts.connect")}</Link>
            </Button>
          </div>
        ) : (
          <ul className="grid gap-3">
            {connections.map((connection) => (
              <li key={connection.id} className="flex items-center gap-3">
                <Avatar name={connection.name} src={connection.picture_url} className="size-8" />
                <span className="min-w-0 flex-1 text-sm">
                  <span className="block truncate font-medium">{connection.name}</span>
                  <span className="flex text-xs text-ink-muted">
                    <Account {...connection} />
                  </span>
                  {concernOf(connection) && (
                    <span className="block text-xs text-warn-text">{concernOf(connection)}</span>
                  )}
                </span>
                <Badge tone={tones[standingOf(connection)]} dot>
                  {words(`accounts.${standingOf(connection)}`)}
                </Badge>
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}
