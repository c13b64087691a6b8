import { CalendarDays, PenLine, Plug } from "lucide-react";
import { Link } from "react-router";

import { Button } from "@/components/ui/button";
import { useDashboardWords } from "@/lib/strings/en/dashboard";

const actions = [
  { name: "write", to: "/compose", icon: PenLine },
  { name: "calendar", to: "/calendar", icon: CalendarDays },
  { name: "connect", to: "/platforms", icon: Plug },
] as const;

/** The three things that people come here to do. */
export function QuickActions() {
  const words = useDashboardWords();
  return (
    <nav aria-label={words("actions.label")} className="grid gap-2 sm:grid-cols-3 lg:grid-cols-1">
      {actions.map(({ name, to, icon: Icon }) => (
        <Button key={name} variant={name === "write" ? "primary" : "secondary"} asChild>
          <Link to={to}>
            <Icon aria-hidden />
            {words(`actions.${name}`)}
          </Link>
        </Button>
      ))}
    </nav>
  );
}
