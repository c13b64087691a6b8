import { http, HttpResponse } from "msw";

import type { CheckedFile, CheckedRow, Import, ImportCells, ImportRow } from "@/lib/api/contract";

import { problem } from "../problems";
import { world } from "../world";

interface Imports {
  imports: Import[];
  rows: ImportRow[];
  /** What came with each request, as text. */
  sent: Record<string, string>[];
}

export const importWorld = () =>
  (world.more.imports ??= { imports: [], rows: [], sent: [] } satisfies Imports) as Imports;

const nothing: ImportCells = {
  date: "",
  time: "",
  time_zone: "",
  text: "",
  accounts: "",
  media: "",
  alt_text: "",
  link: "",
  first_comment: "",
  tags: "",
  campaign: "",
  state: "",
};

export const aCheckedRow = (changes: Partial<CheckedRow> & { cells: Partial<ImportCells> }): CheckedRow => ({
  position: 0,
  number: 2,
  outcome: "schedule",
  problems: [],
  connection_ids: ["con_1"],
  local: "2026-11-24T09:30",
  zone: "Europe/Berlin",
  at: "2026-11-24T08:30:00Z",
  post_id: null,
  ...changes,
  cells: { ...nothing, ...changes.cells },
});

export const anImport = (changes: Partial<Import> = {}): Import => ({
  id: "import_1",
  name: "posts.csv",
  state: "done",
  all_or_nothing: false,
  total: 2,
  done: 2,
  counts: { waiting: 0, scheduled: 1, draft: 0, known: 0, left_out: 0, refused: 1 },
  problem: "",
  created_at: "2026-11-23T09:00:00Z",
  finished_at: "2026-11-23T09:00:05Z",
  ...changes,
});

/** Reads what the page writes: one line for each row, its cells in quotation marks. */
function rowsOf(text: string): CheckedRow[] {
  const [head = "", ...lines] = text.trim().split(/\r?\n/);
  const names = head.toLowerCase().split(",");
  return lines.map((line, position) => {
    const cells = (line.match(/"(?:[^"]|"")*"|[^,]+/g) ?? []).map((cell) => cell.replace(/^"|"$/g, ""));
    const cell = (name: string) => cells[names.indexOf(name)] ?? "";
    const said = cell("text");
    const wrong = said.length > 20;
    return aCheckedRow({
      position,
      number: Number(cell("row")) || position + 2,
      cells: { text: said, date: cell("date") },
      outcome: wrong ? "refuse" : cell("date") ? "schedule" : "draft",
      problems: wrong
        ? [{ column: "text", severity: "error", message: "X takes 20 characters.", connection_id: "con_1" }]
        : [],
    });
  });
}

/** jsdom's form data cannot be read back as such, so its parts are taken from the raw body. */
async function sent(request: Request) {
  const said: Record<string, string> = { key: request.headers.get("Idempotency-Key") ?? "" };
  const mark = /boundary=(.+)$/.exec(request.headers.get("Content-Type") ?? "")?.[1] ?? "";
  for (const part of (await request.text()).split(`--${mark}`)) {
    const [head = "", ...body] = part.split("\r\n\r\n");
    const name = / name="([^"]*)"/.exec(head)?.[1];
    if (name) said[name] = body.join("\r\n\r\n").replace(/\r\n$/, "");
  }
  importWorld().sent.push(said);
  return said;
}

const facts: CheckedFile["file"] = {
  encoding: "UTF-8",
  delimiter: "commas",
  columns: { Text: "text", Date: "date" },
  unknown: [],
  date_order: "auto",
  notices: [],
};

export default [
  http.post("/api/imports/check", async ({ request }) => {
    const { file = "" } = await sent(request);
    if (!file.trim()) {
      return problem(422, "media_refused", "This file cannot be taken", {
        detail: "The file is empty. Nothing was stored.",
      });
    }
    return HttpResponse.json({ file: facts, rows: rowsOf(file) });
  }),
  http.post("/api/imports", async ({ request }) => {
    const { file = "" } = await sent(request);
    const rows = rowsOf(file);
    const begun = anImport({ state: "running", total: rows.length, done: 0, finished_at: null });
    importWorld().imports.unshift(begun);
    return HttpResponse.json({ imported: begun }, { status: 202 });
  }),
  http.get("/api/imports", () => HttpResponse.json({ imports: importWorld().imports, next_cursor: null })),
  http.get("/api/imports/:id", ({ params }) => {
    const found = importWorld().imports.find(({ id }) => id === params.id);
    return found
      ? HttpResponse.json({ imported: found })
      : problem(404, "not_found", "There is nothing here");
  }),
  http.get("/api/imports/:id/rows", ({ request }) => {
    const state = new URL(request.url).searchParams.get("state");
    const rows = importWorld().rows.filter((row) => state === "all" || row.state === state);
    return HttpResponse.json({ rows, next_cursor: null });
  }),
  http.post("/api/imports/:id/cancel", ({ params }) => {
    const found = importWorld().imports.find(({ id }) => id === params.id);
    if (found) found.state = "cancelled";
    return HttpResponse.json({ imported: found });
  }),
];
