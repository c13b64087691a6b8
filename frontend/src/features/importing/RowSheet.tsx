import { useId, useState, type SubmitEvent } from "react";

import { Button } from "@/components/ui/button";
import { DialogRoot, Sheet } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import type { CheckedRow, ImportCells, ImportColumn } from "@/lib/api/contract";
import { useImportWords } from "@/lib/strings/en/importing";

import { columns } from "./to-csv";

const long = new Set<ImportColumn>(["text", "media", "first_comment"]);
const half = new Set<ImportColumn>(["date", "time"]);
const hinted = [
  "date",
  "time",
  "time_zone",
  "accounts",
  "media",
  "alt_text",
  "first_comment",
  "tags",
  "state",
] as const;
type Hinted = (typeof hinted)[number];
const isHinted = (column: ImportColumn): column is Hinted => (hinted as readonly string[]).includes(column);

interface RowSheetProps {
  row: CheckedRow;
  onSave: (cells: ImportCells) => void;
  onClose: () => void;
}

/** One row, cell by cell, with what is wrong at each. */
export default function RowSheet({ row, onSave, onClose }: RowSheetProps) {
  const words = useImportWords();
  const form = useId();
  const [cells, setCells] = useState(row.cells);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSave(cells);
  };
  const fault = (column: ImportColumn) =>
    row.problems
      .filter((problem) => problem.column === column && problem.severity === "error")
      .map(({ message }) => message)
      .join(" ") || undefined;
  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Sheet
        title={words("edit.title", { number: row.number })}
        detail={words("edit.detail")}
        footer={
          <>
            <Button onClick={onClose}>{words("edit.cancel")}</Button>
            <Button type="submit" form={form} variant="primary">
              {words("edit.save")}
            </Button>
          </>
        }
      >
        <form id={form} noValidate onSubmit={submit} className="grid grid-cols-2 gap-4 pb-2">
          {columns.map((column) => {
            const Control = long.has(column) ? Textarea : Input;
            return (
              <Field
                key={column}
                label={words(`column.${column}`)}
                hint={isHinted(column) ? words(`hint.${column}`) : undefined}
                error={fault(column)}
                className={half.has(column) ? "col-span-2 sm:col-span-1" : "col-span-2"}
              >
                <Control
                  dir="auto"
                  value={cells[column] ?? ""}
                  onChange={(event) => setCells({ ...cells, [column]: event.target.value })}
                />
              </Field>
            );
          })}
        </form>
      </Sheet>
    </DialogRoot>
  );
}
