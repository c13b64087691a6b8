import { Link } from "react-router";

import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { Connection } from "@/lib/api/contract";
import { useDashboardWords } from "@/lib/strings/en/dashboard";

import { Account } from "./ItemLine";

/** The connected accounts, small, with their status. */
export function Accounts({ connections }: { connections: Connection[] }) {
  const words = useDashboardWords();
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
                </span>
                <Badge tone={connection.status === "connected" ? "good" : "bad"} dot>
                  {words(`accounts.${connection.status}`)}
                </Badge>
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}
