import { fireEvent, screen, waitFor } from "@testing-library/react";
import { http, HttpResponse } from "msw";

import { accessibilityFaults } from "@/testing/axe";
import { anAutomation, automated } from "@/testing/handlers/automation";
import { aCampaign, campaigns } from "@/testing/handlers/labels";
import { visit } from "@/testing/render";
import { server } from "@/testing/server";
import { aConnection, world } from "@/testing/world";

import { evenly, faultsOf, freshSheet } from "./sheet";

const domains = [
  { id: "memes", name: "Memes", available: true },
  { id: "tech", name: "Technology", available: true },
  { id: "finance", name: "Finance", available: false },
];

beforeEach(() => {
  world.connections = [aConnection(), aConnection({ id: "con_2", username: "ada_two" })];
  server.use(http.get("/api/ai/domains", () => HttpResponse.json({ domains })));
});

test("what is wrong is told as one types, and nothing wrong is sent", async () => {
  automated().automation = anAutomation();
  const { user } = visit("/scheduler");
  fireEvent.change(await screen.findByLabelText("Until"), { target: { value: "08:00" } });
  expect(await screen.findByText("The day must end after it starts.")).toBeVisible();
  fireEvent.change(await screen.findByLabelText("Share of Memes in percent"), { target: { value: "50" } });
  expect(await screen.findByText("The shares must make 100 %; these make 90 %.")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(automated().asked).toEqual([]);
});

test("a share of nothing is not called a wrong sum", async () => {
  automated().automation = anAutomation({ content_distribution: { memes: 100, tech: 0 } });
  visit("/scheduler");
  expect(await screen.findByText(/Each share must be at least 1 %/)).toBeVisible();
  expect(screen.queryByText(/these make 100 %/)).not.toBeInTheDocument();
});

test("the country whose holidays are skipped is found by its name", async () => {
  automated().automation = anAutomation();
  const { user } = visit("/scheduler");
  await user.click(await screen.findByRole("button", { name: /Skip the public holidays of/ }));
  await user.type(await screen.findByPlaceholderText("Find a country"), "germ");
  await user.click(await screen.findByRole("option", { name: "Germany" }));
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(automated().asked[0]?.body).toMatchObject({ schedule: { holidays_of: "DE" } }));
});

test("it is saved with a way back", async () => {
  automated().automation = anAutomation();
  const { user } = visit("/scheduler");
  await user.click(await screen.findByRole("checkbox", { name: "Sunday" }));
  await user.click(screen.getByRole("button", { name: "Save" }));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  expect(await screen.findByText("The schedule is as it was.")).toBeVisible();
  expect(automated().automation?.schedule.weekdays).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test("a first schedule is set up and started, the accounts in their order", async () => {
  campaigns().push(aCampaign());
  const { user } = visit("/scheduler");
  await user.click(await screen.findByRole("checkbox", { name: "Memes" }));
  await user.click(screen.getByRole("checkbox", { name: "Technology" }));
  expect(screen.getByRole("checkbox", { name: "Finance" })).toBeDisabled();
  await user.click(screen.getByRole("button", { name: "Move @ada_two up" }));
  await user.type(screen.getByLabelText(/^Tags/), "by itself");
  await user.click(await screen.findByRole("combobox", { name: "Campaign" }));
  await user.click(await screen.findByRole("option", { name: "Spring sale" }));
  await user.click(screen.getByRole("button", { name: "Save and start" }));
  expect(await screen.findByText("The schedule is saved, and the automation is running.")).toBeVisible();
  expect(automated().asked[0]?.body).toMatchObject({
    enabled: true,
    content_distribution: { memes: 50, tech: 50 },
    platform_priorities: { con_2: 1, con_1: 2 },
    tags: ["by itself"],
    campaign_id: "campaign_1",
  });
});

test("the schedule has no accessibility fault", async () => {
  automated().automation = anAutomation();
  visit("/scheduler");
  await screen.findByLabelText("Share of Memes in percent");
  expect(await accessibilityFaults()).toEqual([]);
});

test("shares are whole and make a hundred", () => {
  expect(evenly(["a", "b", "c"])).toEqual({ a: 34, b: 33, c: 33 });
});

test("a plan's posts a day bound the wish", () => {
  const sheet = { ...freshSheet("UTC", ["con_1"], 3), mix: { tech: 100 } };
  expect(faultsOf(sheet, 2)).toEqual({ perDay: { code: "perDay", most: 2 } });
  expect(faultsOf(sheet, -1)).toEqual({});
});
