import { Wrench } from "lucide-react";

import { Button } from "@/components/ui/button";
import { useAppWords } from "@/lib/strings/en/app";

import { MessagePage } from "./MessagePage";

export function Maintenance({ inside }: { inside?: boolean }) {
  const words = useAppWords();
  return (
    <MessagePage
      inside={inside}
      icon={Wrench}
      title={words("errors.maintenanceTitle")}
      detail={words("errors.maintenanceDetail")}
      actions={
        <Button variant="primary" onClick={() => window.location.assign("/")}>
          {words("errors.reload")}
        </Button>
      }
    />
  );
}
