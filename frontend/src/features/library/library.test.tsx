import "./LibraryPage";

import { screen, waitFor, within } from "@testing-library/react";
import { http } from "msw";

import { accessibilityFaults } from "@/testing/axe";
import { aCampaign, campaigns } from "@/testing/handlers/labels";
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
  expect(await screen.findByText("Nothing matches what you chose above.")).toBeVisible();
  expect(await accessibilityFaults()).toEqual([]);
});

test("files are found by tag and campaign, which the address keeps, and one press shows all again", async () => {
  campaigns().push(aCampaign());
  heldMedia().push(aMedia({ tags: ["rye"] }), aMedia({ id: "media_2", name: "roll.png" }));
  const { user, router } = visit("/media?tag=rye");
  expect(await screen.findByRole("button", { name: "Open loaf.png" })).toBeVisible();
  expect(screen.queryByText("roll.png")).not.toBeInTheDocument();
  await user.click(await screen.findByRole("combobox", { name: "Campaign" }));
  await user.click(await screen.findByRole("option", { name: "Spring sale" }));
  expect(await screen.findByText("Nothing matches what you chose above.")).toBeVisible();
  expect(router.state.location.search).toBe("?tag=rye&campaign=campaign_1");
  expect(await accessibilityFaults()).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Show everything" }));
  expect(await screen.findByRole("button", { name: "Open roll.png" })).toBeVisible();
  expect(router.state.location.search).toBe("");
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

test("several files are tagged together, and what a waiting post needs survives their removal", async () => {
  heldMedia().push(aMedia({ tags: ["rye"] }), aMedia({ id: "media_2", name: "roll.png" }));
  world.more.needed = ["media_2"];
  const { user } = visit("/media");
  await user.click(await screen.findByRole("button", { name: "Select" }));
  const bar = screen.getByRole("region", { name: "Selected files" });
  expect(within(bar).getByRole("button", { name: "Delete" })).toBeDisabled();
  for (const name of ["loaf.png", "roll.png"])
    await user.click(await screen.findByRole("button", { name: `Choose ${name}` }));
  await user.click(within(bar).getByRole("button", { name: "Tags" }));
  const dialog = await screen.findByRole("dialog", { name: "Tags of 2 files" });
  await user.type(within(dialog).getByLabelText("Add tags"), "Menu, winter");
  await user.click(within(dialog).getByRole("button", { name: "rye" }));
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
  await waitFor(() => expect(heldMedia()[0]?.tags).toEqual(["menu", "winter"]));
  expect(heldMedia()[1]?.tags).toEqual(["menu", "winter"]);

  for (const name of ["loaf.png", "roll.png"])
    await user.click(await screen.findByRole("button", { name: `Choose ${name}` }));
  expect(within(bar).getByRole("status")).toHaveTextContent("2 files chosen");
  expect(await accessibilityFaults()).toEqual([]);
  await user.click(within(bar).getByRole("button", { name: "Delete" }));
  const question = await screen.findByRole("dialog", { name: "Delete 2 files?" });
  await user.click(within(question).getByRole("button", { name: "Delete" }));
  expect(await screen.findByText("1 file was kept")).toBeVisible();
  expect(screen.getByText(/A post that has yet to go out needs them: roll.png/)).toBeVisible();
  expect(heldMedia().map(({ name }) => name)).toEqual(["roll.png"]);
  await user.click(within(bar).getByRole("button", { name: "Done" }));
  expect(await screen.findByRole("button", { name: "Open roll.png" })).toBeVisible();
});

test("a file that cannot be taken says why, at its own line, and can be tried again or dismissed", async () => {
  const { user } = visit("/media");
  await user.upload(await screen.findByLabelText("Upload files", { selector: "input" }), [
    new File(["x"], "broken.png", { type: "image/png" }),
    new File(["y"], "loaf.png", { type: "image/png" }),
  ]);
  const lines = await screen.findByRole("list", { name: "On their way" });
  expect(await within(lines).findByText(/It is no picture, although its name says so/)).toBeVisible();
  expect(await screen.findByRole("button", { name: "Open loaf.png" })).toBeVisible();
  expect(within(lines).getByRole("button", { name: "Try broken.png again" })).toBeVisible();
  await user.click(within(lines).getByRole("button", { name: "Dismiss broken.png" }));
  expect(screen.queryByRole("list", { name: "On their way" })).not.toBeInTheDocument();
});
