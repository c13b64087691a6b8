import { Compass } from "lucide-react";
import { Link } from "react-router";

import { Button } from "@/components/ui/button";
import { useAppWords } from "@/lib/strings/en/app";

import { MessagePage } from "./MessagePage";

export function NotFound({ inside }: { inside?: boolean }) {
  const words = useAppWords();
  return (
    <MessagePage
      inside={inside}
      icon={Compass}
      title={words("errors.notFoundTitle")}
      detail={words("errors.notFoundDetail")}
      actions={
        <Button variant="primary" asChild>
          <Link to="/">{words("errors.home")}</Link>
        </Button>
      }
    />
  );
}
