import type { ImportCells, ImportColumn } from "@/lib/api/contract";

export const columns: ImportColumn[] = [
  "date",
  "time",
  "time_zone",
  "text",
  "accounts",
  "media",
  "alt_text",
  "link",
  "first_comment",
  "tags",
  "campaign",
  "state",
];

// The API takes an apostrophe before such a cell for a guard against formulas, and removes it.
const guarded = /^'*[=+\-@\t\r\n＝＋－＠]/u;

const quoted = (cell: string) => `"${(guarded.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`;

/** The rows as a CSV file that the API reads to the same rows, with the numbers that they had in their own file. */
export function toCsv(name: string, rows: { number: number; cells: ImportCells }[]): File {
  const lines = [
    ["row", ...columns].join(","),
    ...rows.map(({ number, cells }) =>
      [String(number), ...columns.map((column) => quoted(cells[column] ?? ""))].join(","),
    ),
  ];
  return new File([lines.join("\r\n")], name || "posts.csv", { type: "text/csv" });
}
