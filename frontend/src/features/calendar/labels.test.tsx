import "./CalendarPage";

import { screen, waitFor } from "@testing-library/react";

import { accessibilityFaults } from "@/testing/axe";
import imitated, { anItem, plan } from "@/testing/handlers/calendar";
import { aCampaign, campaigns } from "@/testing/handlers/labels";
import { aPost, holdPosts } from "@/testing/handlers/posts";
import { visit } from "@/testing/render";
import { server } from "@/testing/server";
import { aConnection, world } from "@/testing/world";

const onThe15th = { at: "2031-05-15T08:30:00Z", planned_local: "2031-05-15T10:30" };

const labelled = (id: string, text: string, tags: string[], campaign_id: string | null = null) => {
  holdPosts(aPost({ id, text, labels: { tags, campaign_id, version: 1 } }));
  return anItem({ publication_id: `pub_${id}`, post_id: id, text, ...onThe15th });
};

beforeEach(() => {
  server.use(...imitated);
  world.connections = [aConnection()];
  campaigns().push(aCampaign());
  plan(
    labelled("post_1", "Warm rye", ["bread", "spring"]),
    labelled("post_2", "Cold brew", ["spring"], "campaign_1"),
    labelled("post_3", "Nothing said of it", []),
  );
});

const entry = (name: RegExp) => screen.queryByRole("button", { name });

async function picks(user: ReturnType<typeof visit>["user"], filter: string, option: string) {
  await user.click(await screen.findByRole("combobox", { name: filter }));
  await user.click(await screen.findByRole("option", { name: option }));
}

test.each(["month", "week", "day", "list"])("the %s shows those of a tag and of a campaign", async (view) => {
  const { user, router } = visit(`/calendar?day=2031-05-15&view=${view}`);
  expect(await screen.findByRole("button", { name: /Nothing said of it/ })).toBeVisible();
  await picks(user, "Tag", "spring");
  await waitFor(() => expect(entry(/Nothing said of it/)).not.toBeInTheDocument());
  expect(entry(/Warm rye/)).toBeVisible();
  await picks(user, "Campaign", "Spring sale");
  await waitFor(() => expect(entry(/Warm rye/)).not.toBeInTheDocument());
  expect(entry(/Cold brew/)).toBeVisible();
  expect(router.state.location.search).toContain("tag=spring&campaign=campaign_1");
});

test("the labels in the address hold after a reload; where nothing has them, one press shows everything", async () => {
  const { user, router } = visit("/calendar?day=2031-05-15&view=month&tag=any&campaign=campaign_1");
  expect(await screen.findByText("Nothing here matches the filter.")).toBeVisible();
  expect(screen.getByRole("combobox", { name: "Tag" })).toHaveTextContent("any");
  expect(await accessibilityFaults()).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Show everything" }));
  expect(await screen.findByRole("button", { name: /Nothing said of it/ })).toBeVisible();
  expect(router.state.location.search).toBe("?day=2031-05-15&view=month");
});

test("a phone keeps the filters behind a button that says how many are set", async () => {
  vi.spyOn(window, "matchMedia").mockImplementation(
    (media) =>
      ({ ...imitatedMedia, media, matches: media.includes("max-width") }) as unknown as MediaQueryList,
  );
  const { user } = visit("/calendar?day=2031-05-15&view=list&tag=spring");
  const button = await screen.findByRole("button", { name: "1 filter" });
  expect(screen.queryByRole("combobox", { name: "Tag" })).not.toBeInTheDocument();
  await user.click(button);
  expect(button).toHaveAttribute("aria-expanded", "true");
  expect(await screen.findByRole("combobox", { name: "Tag" })).toHaveTextContent("spring");
  expect(await accessibilityFaults()).toEqual([]);
});

const imitatedMedia = { addEventListener: () => undefined, removeEventListener: () => undefined };
