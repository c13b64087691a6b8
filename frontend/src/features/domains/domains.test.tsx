import "./DomainsPage";

import { fireEvent, screen, within } from "@testing-library/react";

import { accessibilityFaults } from "@/testing/axe";
import { writingWorld } from "@/testing/handlers/generation";
import { visit } from "@/testing/render";
import { aUser, world } from "@/testing/world";

test("each domain tells its readers, tone and rate, and what is not in the plan is marked", async () => {
  visit("/domains");
  const tech = await screen.findByRole("region", { name: "Technology" });
  expect(tech).toHaveTextContent("Developers");
  expect(tech).toHaveTextContent("Medium (4-8%)");
  expect(within(screen.getByRole("region", { name: "Finance" })).getByText("Pro")).toBeVisible();
  expect(await screen.findByText(/Domains of your own are part of the Pro plan/)).toBeVisible();
  expect(await accessibilityFaults()).toEqual([]);
});

test("a domain of one's own is made, changed and deleted", async () => {
  world.user = aUser({ plan_type: "pro" });
  const { user } = visit("/domains");
  await user.click(await screen.findByRole("button", { name: "Add a domain" }));
  await user.click(await screen.findByRole("button", { name: "Save" }));
  expect(await screen.findByText("Give it a name.")).toBeVisible();
  await user.type(screen.getByLabelText("Name"), "Beekeeping");
  await user.type(screen.getByLabelText(/^Hashtags/), "#bees honey");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await user.click(await screen.findByRole("button", { name: "Edit Beekeeping" }));
  expect(writingWorld().domains.at(-1)).toMatchObject({ hashtags: ["bees", "honey"] });
  await user.type(await screen.findByLabelText(/Who reads it/), "Neighbours");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Neighbours")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Delete Beekeeping" }));
  const question = await screen.findByRole("dialog");
  await user.click(within(question).getByRole("button", { name: "Delete" }));
  expect(await screen.findByText("The domain is deleted.")).toBeVisible();
});

test("a voice is learned from pasted texts, told in words, and forgotten", async () => {
  const { user } = visit("/domains");
  const field = await screen.findByLabelText(/Your texts/);
  fireEvent.change(field, { target: { value: "One.\n\nTwo." } });
  expect(screen.getByText("2 texts")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Learn from these" }));
  expect(await screen.findByText(/needs at least 8 different posts/)).toBeVisible();
  const enough = Array.from({ length: 8 }, (_none, number) => `Post ${number}.`).join("\n\n");
  fireEvent.change(field, { target: { value: enough } });
  await user.click(screen.getByRole("button", { name: "Learn from these" }));
  expect(await screen.findByText("Short sentences, few emojis.")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Forget it" }));
  const question = await screen.findByRole("dialog");
  await user.click(within(question).getByRole("button", { name: "Forget it" }));
  expect(await screen.findByText("No voice is learned yet.")).toBeVisible();
});
