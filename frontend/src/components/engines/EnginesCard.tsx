import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { useEngineWords } from "@/lib/strings/en/engines";

import { Budget } from "./Budget";
import { EngineList } from "./EngineList";

/** Which models write for the workspace, with whose keys, and what they may cost. */
export function EnginesCard() {
  const words = useEngineWords();
  return (
    <Card>
      <CardHeader title={words("title")} detail={words("detail")} />
      <CardBody className="flex flex-col gap-6">
        <EngineList />
        <Budget />
      </CardBody>
    </Card>
  );
}
