import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";

import type { ImportCells, Labelling } from "@/lib/api/contract";
import { checkImport, type ImportChoices } from "@/lib/api/imports";
import { useZone } from "@/lib/api/user";

import { keepSheet, keptSheet, unlabelled, type Line, type OpenSheet } from "./kept-sheet";
import { toCsv } from "./to-csv";

const taken = (lines: Line[]) => lines.filter(({ left }) => !left).map(({ row }) => row);

/** The rows that go along, as a file. */
export const fileOf = ({ name, lines }: OpenSheet) => toCsv(name, taken(lines));

/** What the API said of the rows that go along, put in their places. */
function withAnswers(sheet: OpenSheet, rows: Line["row"][]): OpenSheet {
  const answers = [...rows];
  const lines = sheet.lines.map((line) => {
    const answer = line.left ? undefined : answers.shift();
    return answer ? { ...line, row: answer } : line;
  });
  return { ...sheet, lines };
}

const withLabels = (sheet: OpenSheet, labels: Labelling): OpenSheet => ({
  ...sheet,
  choices: { ...sheet.choices, labels },
});

/** A file that is looked at: read, its rows mended, left out and checked again. What is mended survives a reload. */
export function useSheet() {
  const zone = useZone();
  const [sheet, setSheet] = useState<OpenSheet | null>(keptSheet);
  const latest = useRef(sheet);
  const put = (next: OpenSheet | null) => {
    latest.current = next;
    setSheet(next);
    keepSheet(next);
  };
  const first: ImportChoices = { zone, accounts: [], order: "auto", again: false, ...unlabelled };
  const read = useMutation({
    mutationFn: async (file: File) => {
      const { file: facts, rows } = await checkImport(file, first);
      return { name: file.name, facts, choices: first, lines: rows.map((row) => ({ row, left: false })) };
    },
    onSuccess: put,
  });
  const again = useMutation({
    mutationFn: async (next: OpenSheet) => {
      if (taken(next.lines).length === 0) return next;
      const { rows } = await checkImport(fileOf(next), { ...next.choices, order: orderOf(next) });
      return withAnswers(next, rows);
    },
    onMutate: put,
    // What was chosen while the rows were checked stays.
    onSuccess: (next) => put(latest.current ? withLabels(next, latest.current.choices.labels) : next),
  });
  const change = (changes: Partial<OpenSheet>) => sheet && again.mutate({ ...sheet, ...changes });
  const swap = (number: number, part: (line: Line) => Line) =>
    change({ lines: sheet?.lines.map((line) => (line.row.number === number ? part(line) : line)) });
  return {
    sheet,
    read,
    checking: again.isPending,
    error: again.error,
    choose: (choices: Partial<ImportChoices>) =>
      sheet && change({ choices: { ...sheet.choices, ...choices } }),
    /** What becomes of a row does not hang on its labels: they need no check. */
    label: (labels: Labelling) => sheet && put(withLabels(sheet, labels)),
    mend: (number: number, cells: ImportCells) =>
      swap(number, (line) => ({ left: false, row: { ...line.row, cells } })),
    leave: (number: number, left: boolean) => swap(number, (line) => ({ ...line, left })),
    close: () => {
      read.reset();
      again.reset();
      put(null);
    },
  };
}

/** How dates are written: as was chosen, else as the whole file told when it was read. */
export const orderOf = ({ choices, facts }: OpenSheet) =>
  choices.order === "auto" ? facts.date_order : choices.order;
