import "./LibraryPage";

import { screen, waitFor, within } from "@testing-library/react";
import { http } from "msw";

import { accessibilityFaults } from "@/testing/axe";
import media, { aMedia, heldMedia } from "@/testing/handlers/media";
import { problem } from "@/testing/problems";
import { visit } from "@/testing/render";
import { server } from "@/testing/server";
import { world } from "@/testing/world";

beforeEach(() => server.use(...media));

test("an empty library says what fills it", async () => {
  visit("/media");
  expect(await screen.findByText("Nothing here yet")).toBeVisible();
});

test("files are found by words and by kind", async () => {
  heldMedia().push(aMedia(), aMedia({ id: "media_2", kind: "video", name: "oven.mp4", seconds: 4 }));
  const { user } = visit("/media");
  expect(await screen.findByText("oven.mp4")).toBeVisible();
  await user.type(screen.getByRole("searchbox"), "loaf");
  await waitFor(() => expect(screen.queryByText("oven.mp4")).not.toBeInTheDocument());
  await user.click(screen.getByRole("radio", { name: "Videos" }));
  expect(await screen.findByText("Nothing matches. Try other words, or another kind.")).toBeVisible();
  expect(await accessibilityFaults()).toEqual([]);
});

test("a file is described and tagged, and a refused deletion is told in words", async () => {
  heldMedia().push(aMedia());
  world.more.uses = [{ post_id: "post_4", text: "Warm rye", planned_at: null }];
  const { user } = visit("/media");
  await user.click(await screen.findByRole("button", { name: "Open loaf.png" }));
  const sheet = await screen.findByRole("dialog", { name: "loaf.png" });
  await user.type(within(sheet).getByLabelText("Description"), "A loaf");
  await user.type(within(sheet).getByLabelText("Tags"), "rye, bread");
  await user.click(within(sheet).getByRole("button", { name: "Save" }));
  await waitFor(() => expect(heldMedia()[0]).toMatchObject({ alt: "A loaf", tags: ["rye", "bread"] }));
  expect(await within(sheet).findByRole("link", { name: "Warm rye" })).toHaveAttribute(
    "href",
    "/compose/post_4",
  );
  await user.click(within(sheet).getByRole("button", { name: "Delete" }));
  const question = await screen
    .findByRole("alertdialog")
    .catch(() => screen.findByRole("dialog", { name: /Delete/ }));
  await user.click(within(question).getByRole("button", { name: "Delete" }));
  expect(await screen.findByText(/A post that has yet to go out shows it/)).toBeVisible();
});

test("a library that does not answer can be asked again", async () => {
  server.use(
    http.get("/api/media", () => problem(503, "unavailable", "Not just now", { detail: "Try again." })),
  );
  visit("/media");
  expect(await screen.findByRole("button", { name: "Try again" })).toBeVisible();
});
