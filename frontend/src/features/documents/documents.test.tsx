import "./DocumentsPage";

import { fireEvent, screen, waitFor, within } from "@testing-library/react";

import { accessibilityFaults } from "@/testing/axe";
import { aSource, writingWorld } from "@/testing/handlers/generation";
import { visit } from "@/testing/render";
import { aUser, world } from "@/testing/world";

beforeEach(() => {
  world.user = aUser({ plan_type: "pro" });
});

async function choose(name: string) {
  await screen.findByRole("button", { name: "Choose a file" });
  const picker = document.querySelector("input[type=file]");
  const file = new File(["document"], name, { type: "application/pdf" });
  if (picker) fireEvent.change(picker, { target: { files: [file] } });
}

test("an uploaded document shows what was learned from it", async () => {
  visit("/content/documents");
  await choose("plan.pdf");
  const card = await screen.findByRole("region", { name: "plan.pdf" });
  expect(card).toHaveTextContent("2 pages · 5 passages · report · English");
  expect(within(card).getByText("bread")).toBeVisible();
  expect(card).toHaveTextContent("Sentences of the document, word for word. No model wrote them.");
  expect(await accessibilityFaults()).toEqual([]);
});

test("a refused file says why, and nothing is listed", async () => {
  visit("/content/documents");
  await choose("broken.pdf");
  expect(
    await screen.findByText("It is no PDF, although its name says so. Nothing was stored."),
  ).toBeVisible();
  expect(screen.getByText("No documents yet")).toBeVisible();
});

test("reading is told in pages and can be cancelled", async () => {
  writingWorld().sources = [aSource({ state: "reading", pages_done: 3, pages_total: 8, digest: null })];
  const { user } = visit("/content/documents");
  expect(await screen.findByText("Reading page 4 of 8")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(writingWorld().sources).toEqual([]));
});

test("a document that could not be read shows its sentence", async () => {
  writingWorld().sources = [
    aSource({ state: "refused", digest: null, reason: "It is locked with a password." }),
  ];
  visit("/content/documents");
  expect(await screen.findByText("It is locked with a password.")).toBeVisible();
});

test("passages are shown in their surroundings", async () => {
  writingWorld().sources = [aSource()];
  const { user } = visit("/content/documents");
  await user.click(await screen.findByRole("button", { name: "Open" }));
  const inside = await screen.findByRole("dialog", { name: "report.pdf" });
  await user.click(await within(inside).findByRole("button", { name: /page 1, paragraph 1/ }));
  await waitFor(() => expect(inside.querySelector("mark")).toHaveTextContent("4,820 loaves"));
});

test("deleting asks first", async () => {
  writingWorld().sources = [aSource()];
  const { user } = visit("/content/documents");
  await user.click(await screen.findByRole("button", { name: "Delete: report.pdf" }));
  const question = await screen.findByRole("dialog", { name: "Delete this document?" });
  await user.click(within(question).getByRole("button", { name: "Delete" }));
  expect(await screen.findByText("No documents yet")).toBeVisible();
});

test("the free plan sees what Pro gives", async () => {
  world.user = aUser();
  visit("/content/documents");
  expect(await screen.findByText("Documents are part of the Pro plan")).toBeVisible();
});
