import { screen, waitFor } from "@testing-library/react";

import { accessibilityFaults } from "@/testing/axe";
import { visit } from "@/testing/render";
import { world } from "@/testing/world";

import { readDevice } from "./device";

test("name and zone are saved together, and said to be", async () => {
  const { user } = visit("/settings");
  const name = await screen.findByLabelText("Name");
  expect(screen.getByRole("button", { name: "Save changes" })).toBeDisabled();
  await user.clear(name);
  await user.type(name, "Ada Quist");
  await user.click(screen.getByLabelText("Time zone"));
  await user.type(await screen.findByPlaceholderText("Search by city or region"), "lisb{Enter}");
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  expect(await screen.findByText("Your profile is saved.")).toBeVisible();
  expect(world.user).toMatchObject({ name: "Ada Quist", time_zone: "Europe/Lisbon" });
});

test("a name that is too short is refused before anything is sent", async () => {
  const { user } = visit("/settings");
  await user.clear(await screen.findByLabelText("Name"));
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  await waitFor(() => expect(screen.getByLabelText("Name")).toHaveAccessibleDescription(/two characters/));
  expect(world.user.name).toBe("Ada Okafor");
});

test("sessions are told by browser and system, this one marked", async () => {
  visit("/settings");
  expect(await screen.findByText("Chrome on Linux")).toBeVisible();
  expect(screen.getByText("Safari on iOS")).toBeVisible();
  expect(screen.getAllByText("This device")).toHaveLength(1);
});

test("a User-Agent that names nothing known is no device", () => {
  expect(readDevice("curl/8.5")).toBeNull();
});

test("the page has no accessibility faults", async () => {
  visit("/settings");
  await screen.findByText("Chrome on Linux");
  expect(await accessibilityFaults()).toEqual([]);
});
