import "./ComposePage";
import "./LabelsLine";
import "./LinkWord";
import "./TagsPopover";
import "./CampaignMenu";
import "./TemplateDialog";
import "./Preview";

import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";

import type { Check } from "@/lib/api/contract";
import { accessibilityFaults } from "@/testing/axe";
import { aCampaign, aTemplate, campaigns, templates } from "@/testing/handlers/labels";
import { aPost, holdPosts, writtenPosts } from "@/testing/handlers/posts";
import { visit } from "@/testing/render";
import { server } from "@/testing/server";
import { aConnection, world } from "@/testing/world";

beforeEach(() => {
  world.connections = [aConnection()];
});

// A page that goes away still saves; that must not reach into the next test.
afterEach(async () => {
  cleanup();
  const kept = () => Object.keys(localStorage).filter((key) => key.startsWith("vp.writing."));
  await waitFor(() => expect(kept()).toEqual([]), { timeout: 5_000 });
});

const labelsOf = (index = 0) => writtenPosts()[index]?.labels;

test("tags and a campaign are stored apart from the text, at once", async () => {
  campaigns().push(aCampaign(), aCampaign({ id: "campaign_2", name: "Old", archived: true }));
  holdPosts(
    aPost({ text: "Fresh rye", connection_ids: world.connections.map(({ id }) => id) }),
    aPost({ id: "post_9", labels: { tags: ["bread"], campaign_id: null, version: 1 } }),
  );
  const { user } = visit("/compose/post_1");
  await user.click(await screen.findByRole("button", { name: "Add tags" }));
  await user.type(await screen.findByLabelText("New tag"), "#Spring  Sale{Enter}");
  await user.click(await screen.findByRole("button", { name: "bread" }));
  expect(await accessibilityFaults()).toEqual([]);
  await user.keyboard("{Escape}");
  await waitFor(() => expect(labelsOf()).toMatchObject({ tags: ["spring sale", "bread"] }));
  await user.click(screen.getByRole("button", { name: "Remove the tag bread" }));
  await waitFor(() => expect(labelsOf()?.tags).toEqual(["spring sale"]));

  await user.click(screen.getByRole("button", { name: "Campaign" }));
  expect(await screen.findByRole("menuitemradio", { name: "No campaign" })).toBeChecked();
  expect(screen.queryByRole("menuitemradio", { name: "Old" })).toBeNull();
  await user.click(await screen.findByRole("menuitemradio", { name: "Spring sale" }));
  expect(await screen.findByRole("button", { name: "Spring sale" })).toBeVisible();
  await waitFor(() => expect(labelsOf()?.campaign_id).toBe("campaign_1"));
  expect(writtenPosts()[0]).toMatchObject({ text: "Fresh rye", version: 1 });
});

test("tags of a post that is not stored yet are stored with it", async () => {
  const { user } = visit("/compose");
  await user.click(await screen.findByRole("button", { name: "Add tags" }));
  await user.type(await screen.findByLabelText("New tag"), "bread{Enter}{Escape}");
  expect(screen.getByText("bread")).toBeVisible();
  expect(writtenPosts()).toEqual([]);
  await user.type(screen.getByRole("textbox", { name: "Post text" }), "Fresh rye");
  await waitFor(() => expect(labelsOf()?.tags).toEqual(["bread"]), { timeout: 4_000 });
});

test("a template asks for what differs and is put below what is written, with its tags", async () => {
  templates().push(aTemplate({ tags: ["offer"], follow_ups: ["Only {{day}}"] }));
  const { user } = visit("/compose?template=template_1");
  const dialog = await screen.findByRole("dialog", { name: /Fill in/ });
  await user.type(within(dialog).getByLabelText("product"), "Rye");
  await user.type(within(dialog).getByLabelText("price"), "€ 4");
  await user.click(within(dialog).getByRole("button", { name: "Put into the post" }));
  expect(await within(dialog).findByText("Say what stands for “day”.")).toBeVisible();
  expect(await accessibilityFaults()).toEqual([]);
  await user.type(within(dialog).getByLabelText("day"), "today");
  await user.click(within(dialog).getByRole("button", { name: "Put into the post" }));
  expect(await screen.findByDisplayValue("This week: Rye for € 4")).toBeVisible();
  expect(screen.getByDisplayValue("Only today")).toBeVisible();
  expect(screen.getByText("offer")).toBeVisible();
});

test("which links leave otherwise is said before anything leaves, and shown in the preview", async () => {
  const link = {
    typed: "https://shop.example/rye",
    sent: "https://posts.example/l/Ab3dE6gH9jK",
    target: "https://shop.example/rye?utm_source=x&utm_medium=social",
  };
  server.use(
    http.post("/api/posts/check", async ({ request }) => {
      const { connection_ids } = (await request.json()) as { connection_ids: string[] };
      const check = (connection_id: string): Check => ({
        connection_id,
        platform: "x",
        count: 34,
        limit: 280,
        remaining: 246,
        rule: "x_weighted",
        parts: [],
        problems: [],
        cost: null,
        links: [link],
      });
      return HttpResponse.json({ checks: connection_ids.map(check) });
    }),
  );
  holdPosts(
    aPost({ text: `Fresh rye: ${link.typed}.`, connection_ids: world.connections.map(({ id }) => id) }),
  );
  const { user } = visit("/compose/post_1");
  await user.click(await screen.findByText("One link leaves as a short link", {}, { timeout: 4_000 }));
  expect(screen.getByText(link.target)).toBeVisible();
  const preview = screen.getByRole("figure", { name: "Preview on X" });
  expect(preview).toHaveTextContent("posts.example/l/Ab3dE6gH9jK");
  expect(screen.getByDisplayValue(`Fresh rye: ${link.typed}.`)).toBeVisible();
});
