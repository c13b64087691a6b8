import { Lock } from "lucide-react";
import { Link } from "react-router";

import { Button } from "@/components/ui/button";
import { useAppWords } from "@/lib/strings/en/app";

import { MessagePage } from "./MessagePage";

export function Forbidden({ inside }: { inside?: boolean }) {
  const words = useAppWords();
  return (
    <MessagePage
      inside={inside}
      icon={Lock}
      title={words("errors.forbiddenTitle")}
      detail={words("errors.forbiddenDetail")}
      actions={
        <Button variant="primary" asChild>
          <Link to="/">{words("errors.home")}</Link>
        </Button>
      }
    />
  );
}
