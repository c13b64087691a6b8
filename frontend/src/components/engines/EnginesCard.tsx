import { useEffect, useRef } from "react";
import { useLocation } from "react-router";

import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { useEngineWords } from "@/lib/strings/en/engines";

import { Budget } from "./Budget";
import { EngineList } from "./EngineList";

/** Which models write for the workspace, with whose keys, and what they may cost. */
export function EnginesCard() {
  const words = useEngineWords();
  const { hash } = useLocation();
  const card = useRef<HTMLDivElement>(null);
  // Who is sent here for a key should not have to look for it on a long page.
  useEffect(() => {
    if (hash === "#models") card.current?.scrollIntoView({ block: "start" });
  }, [hash]);
  return (
    <Card ref={card} id="models" className="scroll-mt-20">
      <CardHeader title={words("title")} detail={words("detail")} />
      <CardBody className="flex flex-col gap-6">
        <EngineList />
        <Budget />
      </CardBody>
    </Card>
  );
}
