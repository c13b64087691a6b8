import { screen, within } from "@testing-library/react";

import { accessibilityFaults } from "@/testing/axe";
import { writingWorld } from "@/testing/handlers/generation";
import { show } from "@/testing/render";

import { EnginesCard } from "./EnginesCard";

test("models stand in their order, and what writes now is marked", async () => {
  writingWorld().keys = { groq: "gsk" };
  show(<EnginesCard />);
  const order = await screen.findByRole("list", { name: "Order in which models are asked" });
  const rows = within(order).getAllByRole("listitem");
  expect(rows.map((row) => row.textContent)).toMatchObject(
    [/Mistral.*No key/, /Groq.*Writes now/, /Without/].map(
      (pattern) => expect.stringMatching(pattern) as string,
    ),
  );
  expect(await screen.findByText("$0.42 and 1,200 tokens")).toBeVisible();
  expect(await accessibilityFaults()).toEqual([]);
});

test("a key is set, replaced where the service takes it, and removed", async () => {
  const { user } = show(<EnginesCard />);
  await user.click(await screen.findByRole("button", { name: "Set a key for Mistral" }));
  await user.type(await screen.findByLabelText("Key"), "bad");
  await user.click(screen.getByRole("button", { name: "Save the key" }));
  expect(await screen.findByText("Mistral does not take this key. Nothing was stored.")).toBeVisible();
  await user.clear(screen.getByLabelText("Key"));
  await user.type(screen.getByLabelText("Key"), "good");
  await user.click(screen.getByRole("button", { name: "Save the key" }));
  expect(await screen.findByRole("button", { name: "Replace the key for Mistral" })).toBeVisible();
  expect(writingWorld().keys).toEqual({ mistral: "good" });
  await user.click(screen.getByRole("button", { name: "Remove the key for Mistral" }));
  const question = await screen.findByRole("dialog");
  await user.click(within(question).getByRole("button", { name: "Remove" }));
  expect(await screen.findByRole("button", { name: "Set a key for Mistral" })).toBeVisible();
});

test("a budget is set for the month", async () => {
  const { user } = show(<EnginesCard />);
  await user.type(await screen.findByLabelText("Budget a month, in US dollars"), "12.5");
  await user.click(screen.getByRole("button", { name: "Save the budget" }));
  expect(await screen.findByText("The budget is saved.")).toBeVisible();
  expect(writingWorld().budget).toBe(12.5);
});
