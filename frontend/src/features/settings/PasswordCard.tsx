import { lazy, useState } from "react";

import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { useSettingsWords } from "@/lib/strings/en/settings";

import { WhenOpen } from "./WhenOpen";

const PasswordDialog = lazy(() => import("./PasswordDialog"));

export function PasswordCard() {
  const words = useSettingsWords();
  const [asking, setAsking] = useState(false);
  return (
    <Card className="pb-4">
      <CardHeader
        title={words("password.title")}
        detail={words("password.detail")}
        aside={
          <Button size="sm" onClick={() => setAsking(true)}>
            {words("password.change")}
          </Button>
        }
      />
      <WhenOpen open={asking}>
        <PasswordDialog open={asking} onOpenChange={setAsking} />
      </WhenOpen>
    </Card>
  );
}
