import "./CampaignsPage";
import "./CampaignPage";
import "./CampaignSheet";
import "./TagList";

import { screen, waitFor, within } from "@testing-library/react";
import { http } from "msw";

import { accessibilityFaults } from "@/testing/axe";
import { aCampaign, campaigns } from "@/testing/handlers/labels";
import { aPost, holdPosts, writtenPosts } from "@/testing/handlers/posts";
import { problem } from "@/testing/problems";
import { visit } from "@/testing/render";
import { server } from "@/testing/server";

test("an empty page says what campaigns are for, and the first one is made there", async () => {
  const { user, router } = visit("/campaigns");
  expect(await screen.findByText("No campaign yet")).toBeVisible();
  expect(await accessibilityFaults()).toEqual([]);
  await user.click(screen.getAllByRole("button", { name: "New campaign" })[0] as HTMLElement);
  await user.click(await screen.findByRole("button", { name: "Save" }));
  expect(await screen.findByText("Give it a name.")).toBeVisible();
  await user.type(screen.getByLabelText("Name"), "Spring sale");
  await user.click(screen.getByLabelText("Violet"));
  await user.type(screen.getByLabelText("Medium"), "organic social");
  expect(screen.getByText(/utm_medium=organic%20social&utm_campaign=spring-sale$/)).toBeVisible();
  expect(await accessibilityFaults()).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Save" }));
  await user.click(await screen.findByRole("link", { name: /Spring sale/ }));
  expect(campaigns()[0]).toMatchObject({ colour: "violet", tags_links: null, starts_on: null });
  await waitFor(() => expect(router.state.location.pathname).toBe("/campaigns/campaign_1"));
});

test("a campaign shows its posts and numbers, is archived and deleted", async () => {
  campaigns().push(aCampaign({ starts_on: "2027-03-01", tags_links: true }));
  const labels = { tags: [], campaign_id: "campaign_1", version: 1 };
  holdPosts(aPost({ text: "Fresh rye", labels }), aPost({ id: "post_2", text: "Elsewhere" }));
  const { user, router } = visit("/campaigns/campaign_1");
  expect(await screen.findByRole("heading", { name: "Spring sale" })).toBeVisible();
  expect(await screen.findByRole("link", { name: /Fresh rye/ })).toBeVisible();
  expect(screen.queryByText("Elsewhere")).toBeNull();
  const together = screen.getByRole("region", { name: "Together" });
  expect(within(together).getByText("1,204")).toBeVisible();
  expect(within(together).getByText("Counted where short links are on")).toBeVisible();
  expect(await accessibilityFaults()).toEqual([]);

  await user.click(screen.getByRole("button", { name: "Archive" }));
  expect(await screen.findByRole("button", { name: "Take out of the archive" })).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Delete" }));
  const question = await screen.findByRole("dialog");
  await user.click(within(question).getByRole("button", { name: "Delete" }));
  expect(await screen.findByText("The campaign is deleted. Its post is still there.")).toBeVisible();
  await waitFor(() => expect(router.state.location.pathname).toBe("/campaigns"));
  expect(writtenPosts()[0]?.labels.campaign_id).toBeNull();
});

test("tags are renamed and removed everywhere", async () => {
  holdPosts(aPost({ labels: { tags: ["spring"], campaign_id: null, version: 1 } }));
  const { user } = visit("/campaigns?view=tags");
  await user.click(await screen.findByRole("button", { name: "Rename spring" }));
  const field = await screen.findByLabelText("New name");
  await user.clear(field);
  await user.type(field, "bread{Enter}");
  expect(await screen.findByText("Renamed in 1 post.")).toBeVisible();
  await user.click(await screen.findByRole("button", { name: "Remove bread" }));
  const question = await screen.findByRole("dialog");
  await user.click(within(question).getByRole("button", { name: "Remove" }));
  expect(await screen.findByText("No post has a tag yet")).toBeVisible();
  expect(await accessibilityFaults()).toEqual([]);
});

test("what cannot be loaded is said, and asked for again", async () => {
  server.use(
    http.get("/api/campaigns", () => problem(503, "unavailable", "Not available right now"), { once: true }),
  );
  const { user } = visit("/campaigns");
  expect(await screen.findByText("Not available right now")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("No campaign yet")).toBeVisible();
});
