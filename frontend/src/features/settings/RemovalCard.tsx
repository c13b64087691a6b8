import { lazy, useState } from "react";

import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { useSettingsWords } from "@/lib/strings/en/settings";

import { WhenOpen } from "./WhenOpen";

const RemovalDialog = lazy(() => import("./RemovalDialog"));

export function RemovalCard() {
  const words = useSettingsWords();
  const [asking, setAsking] = useState(false);
  return (
    <Card className="pb-4">
      <CardHeader
        title={words("remove.title")}
        detail={words("remove.detail")}
        aside={
          <Button size="sm" variant="danger" onClick={() => setAsking(true)}>
            {words("remove.open")}
          </Button>
        }
      />
      <WhenOpen open={asking}>
        <RemovalDialog open={asking} onOpenChange={setAsking} />
      </WhenOpen>
    </Card>
  );
}
