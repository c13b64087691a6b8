import "./ImportPage";

import { fireEvent, screen, waitFor, within } from "@testing-library/react";

import { accessibilityFaults } from "@/testing/axe";
import { aCheckedRow, anImport, importWorld } from "@/testing/handlers/imports";
import { visit } from "@/testing/render";
import { aConnection, world } from "@/testing/world";

import { toCsv } from "./to-csv";

const tooLong = "A text that has far too many characters";

beforeEach(() => {
  sessionStorage.clear();
  world.connections = [aConnection()];
});

async function choose(text: string) {
  await screen.findByRole("button", { name: "choose a file" });
  const picker = document.querySelector("input[type=file]");
  if (picker) fireEvent.change(picker, { target: { files: [new File([text], "posts.csv")] } });
}

const rowAt = async (number: number) => {
  const list = await screen.findByRole("list", { name: "Rows of the file" });
  const found = within(list).getByText(`Row ${number}`).closest("li");
  if (!found) throw new Error(`there is no row ${number}`);
  return within(found);
};

const mixed = `Text,Date\nGood morning,2026-11-24 09:30\n${tooLong},2026-11-25 09:30\nAn idea,`;

test("each row of a file says what would happen, or what is wrong at which column", async () => {
  visit("/import");
  await choose(mixed);
  const wrong = await rowAt(3);
  expect(wrong.getByText("Needs mending")).toBeVisible();
  expect(wrong.getByText("Text:").parentElement).toHaveTextContent("X takes 20 characters");
  expect((await rowAt(2)).getByText("Will be scheduled")).toBeVisible();
  expect((await rowAt(4)).getByText("Becomes a draft")).toBeVisible();
  expect(screen.getByText("1 row still needs mending. It is not brought in.")).toBeVisible();
  expect(await accessibilityFaults()).toEqual([]);
});

test("a row is mended cell by cell", async () => {
  const { user } = visit("/import");
  await choose(mixed);
  await user.click((await rowAt(3)).getByRole("button", { name: "Edit row 3" }));
  const sheet = within(await screen.findByRole("dialog", { name: "Row 3" }));
  const field = sheet.getByRole("textbox", { name: "Text" });
  expect(field).toHaveAccessibleDescription(/X takes 20 characters/);
  expect(await accessibilityFaults(screen.getByRole("dialog"))).toEqual([]);
  fireEvent.change(field, { target: { value: "=Short" } });
  await user.click(sheet.getByRole("button", { name: "Check the row" }));
  await waitFor(async () => expect((await rowAt(3)).getByText("Will be scheduled")).toBeVisible());
  expect(importWorld().sent.at(-1)?.file).toContain("'=Short");
});

test("labels for all rows are typed without a check for each letter, and go along", async () => {
  const { user } = visit("/import");
  await choose("Text,Date\nGood morning,2026-11-24 09:30");
  await rowAt(2);
  const checks = importWorld().sent.length;
  await user.type(screen.getByLabelText(/^Tags/), "#Spring, rye");
  expect(importWorld().sent).toHaveLength(checks);
  await user.click(screen.getByRole("button", { name: "Import 1 post" }));
  await waitFor(() => expect(importWorld().sent.at(-1)).toMatchObject({ tags: "spring,rye" }));
});

test("what is not left out is brought in, under a key of this press, and its progress is shown", async () => {
  const { user, router } = visit("/import");
  await choose(mixed);
  await user.click((await rowAt(4)).getByRole("button", { name: "Leave out row 4" }));
  await user.click(await screen.findByRole("button", { name: "Import 1 post" }));
  await waitFor(() => expect(router.state.location.search).toBe("?open=import_1"));
  const sent = importWorld().sent.at(-1);
  expect(sent?.file).toContain("Good morning");
  expect(sent?.file).not.toContain("An idea");
  expect(sent?.key).toMatch(/^post_/);
  expect(await screen.findByText("0 of 2 rows")).toBeVisible();
  expect(sessionStorage.getItem("vp.import")).toBeNull();
});

test("what was mended and not brought in yet is still there after a reload", async () => {
  const first = visit("/import");
  await choose("Text\nAn idea");
  await rowAt(2);
  first.unmount();
  visit("/import");
  expect((await rowAt(2)).getByText("An idea")).toBeVisible();
});

test("all or nothing does not begin while a row needs mending", async () => {
  const { user } = visit("/import");
  await choose(`Text\nAn idea\n${tooLong}`);
  await user.click(await screen.findByRole("switch", { name: "All or nothing" }));
  expect(screen.getByText(/Mend these rows or leave them out first/)).toBeVisible();
  expect(screen.getByRole("button", { name: "Import 1 post" })).toBeDisabled();
});

test("accounts for all rows are chosen once, and every row is checked anew", async () => {
  const { user } = visit("/import");
  await choose("Text\nAn idea");
  await user.click(await screen.findByRole("button", { name: "@ada_makes" }));
  await waitFor(() => expect(importWorld().sent.at(-1)?.connection_ids).toBe("con_1"));
  expect(await screen.findByRole("button", { name: "@ada_makes", pressed: true })).toBeVisible();
});

test("a file that cannot be read says why", async () => {
  visit("/import");
  await choose(" ");
  expect(await screen.findByText("The file is empty. Nothing was stored.")).toBeVisible();
  expect(screen.getByText("None yet.")).toBeVisible();
});

test("a finished import tells of each refused row why", async () => {
  const { cells } = aCheckedRow({ cells: { text: "Gone" } });
  const problems = [
    { column: "media", severity: "error" as const, message: "Nothing there.", connection_id: null },
  ];
  importWorld().imports = [anImport()];
  importWorld().rows = [
    { position: 0, number: 2, cells, state: "refused", problems, post_id: null },
    { position: 1, number: 3, cells, state: "scheduled", problems: [], post_id: "post_1" },
  ];
  const { user } = visit("/import");
  await user.click(await screen.findByRole("link", { name: /posts.csv/ }));
  expect(await screen.findByText(/Nothing there/)).toBeVisible();
  expect(screen.queryByText("Row 3")).toBeNull();
  expect(await accessibilityFaults()).toEqual([]);
  await user.click(screen.getByRole("radio", { name: "All rows" }));
  expect(await screen.findByRole("link", { name: "Open the post of row 3" })).toHaveAttribute(
    "href",
    "/compose/post_1",
  );
});

test("refused rows are taken up again, to be mended", async () => {
  const { cells } = aCheckedRow({ cells: { text: tooLong } });
  importWorld().imports = [anImport()];
  importWorld().rows = [{ position: 4, number: 6, cells, state: "refused", problems: [], post_id: null }];
  const { user } = visit("/import?open=import_1");
  await user.click(await screen.findByRole("button", { name: "Mend the refused rows" }));
  expect((await rowAt(6)).getByText("Needs mending")).toBeVisible();
});

test("posts go out as a file of a range, by the days of the person's zone", async () => {
  visit("/import");
  const link = await screen.findByRole("link", { name: "Download CSV" });
  expect(link).toHaveAttribute("href", "/api/exports/posts?");
  fireEvent.change(screen.getByLabelText("From"), { target: { value: "2026-11-24" } });
  fireEvent.change(screen.getByLabelText("Until"), { target: { value: "2026-11-30" } });
  const query = new URL(link.getAttribute("href") ?? "", "http://here").searchParams;
  expect(Object.fromEntries(query)).toEqual({
    since: "2026-11-23T23:00:00.000Z",
    until: "2026-11-30T23:00:00.000Z",
  });
  fireEvent.change(screen.getByLabelText("Until"), { target: { value: "2026-11-01" } });
  expect(screen.getByText("The end lies before the beginning.")).toBeVisible();
  expect(screen.queryByRole("link", { name: "Download CSV" })).toBeNull();
});

test("cells are written so that they come back as they were", async () => {
  const { cells } = aCheckedRow({ cells: { text: 'Say "hi",\nfriend', accounts: "@ada" } });
  const text = await toCsv("a.csv", [{ number: 7, cells }]).text();
  expect(text).toContain('"Say ""hi"",\nfriend"');
  expect(text).toContain('"\'@ada"');
  expect(text.split("\r\n")[1]).toMatch(/^7,/);
});
