import { CircleAlert, TriangleAlert } from "lucide-react";

import type { ImportColumn, RowProblem } from "@/lib/api/contract";
import { cn } from "@/lib/cn";
import { useImportWords } from "@/lib/strings/en/importing";

/** What is wrong with a row, each with its column. */
export function Problems({ problems }: { problems: RowProblem[] }) {
  const words = useImportWords();
  if (problems.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 text-sm">
      {problems.map(({ column, severity, message, connection_id }) => {
        const Icon = severity === "error" ? CircleAlert : TriangleAlert;
        return (
          <li
            key={`${column} ${message} ${connection_id ?? ""}`}
            className={cn(
              "flex items-start gap-1.5",
              severity === "error" ? "text-bad-text" : "text-ink-muted",
            )}
          >
            <Icon
              aria-hidden
              className={cn("mt-0.5 size-4 shrink-0", severity === "warning" && "text-warn-text")}
            />
            <span className="min-w-0 break-words">
              <span className="font-medium">{words(`column.${column as ImportColumn}`)}:</span> {message}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
