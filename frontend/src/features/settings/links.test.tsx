import "./SettingsPage";

import { screen, waitFor } from "@testing-library/react";

import { accessibilityFaults } from "@/testing/axe";
import { linkSettings } from "@/testing/handlers/labels";
import { visit } from "@/testing/render";

test("links are tagged and shortened when it is switched on, and said to be", async () => {
  const { user } = visit("/settings");
  await user.click(await screen.findByRole("switch", { name: "Tag links" }));
  expect(await screen.findByText(/Posts that are scheduled keep their links/)).toBeVisible();
  await user.type(await screen.findByLabelText("Source"), " my page ");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(linkSettings()).toMatchObject({ tags: true, source: "my page", version: 2 }));
  await user.click(screen.getByRole("switch", { name: "Shorten links and count clicks" }));
  await waitFor(() => expect(linkSettings().shortens).toBe(true));
  expect(screen.getByText(/https:\/\/posts\.example\/l\//)).toBeVisible();
  expect(await accessibilityFaults()).toEqual([]);
});

test("who cannot be reached from the internet is told before choosing short links", async () => {
  Object.assign(linkSettings(), { public: false });
  visit("/settings");
  expect(await screen.findByText(/others could not follow such links/)).toBeVisible();
});
