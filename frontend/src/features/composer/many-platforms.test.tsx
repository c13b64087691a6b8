// Fetched here, so that no test has to wait for the page's code.
import "./ComposePage";
import "./LabelsLine";

import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";

import { accessibilityFaults } from "@/testing/axe";
import media, { aMedia, heldMedia } from "@/testing/handlers/media";
import posts, { aPost, holdPosts, writtenPosts } from "@/testing/handlers/posts";
import { manyPlatforms } from "@/testing/many-platforms";
import { visit } from "@/testing/render";
import { server } from "@/testing/server";
import { aConnection, world } from "@/testing/world";

beforeEach(() => {
  server.use(...posts, ...media);
  world.platforms = manyPlatforms;
  world.connections = [
    aConnection(),
    aConnection({ id: "con_2", platform: "linkedin", username: "ada-1", name: "Ada Quist" }),
    aConnection({ id: "con_3", platform: "pinterest", username: "ada_pins", name: "Ada pins" }),
  ];
});

afterEach(async () => {
  cleanup();
  await waitFor(
    () => expect(Object.keys(localStorage).filter((key) => key.startsWith("vp.writing."))).toEqual([]),
    { timeout: 5_000 },
  );
});

const textField = () => screen.findByRole("textbox", { name: "Post text" });
const aDraft = (accounts: string[]) => holdPosts(aPost({ text: "For all", connection_ids: accounts }));
const saysOfTheFirst = () => writtenPosts()[0];

/** The first of the buttons that open the account's own version. */
async function tailorForAda(): Promise<HTMLElement> {
  const [first] = await screen.findAllByRole("button", { name: "Tailor for Ada Quist on LinkedIn" });
  if (!first) throw new Error("There is no button to tailor the post for Ada.");
  return first;
}

test("an account gets words of its own, they are marked, and the common ones come back", async () => {
  aDraft(["con_1", "con_2"]);
  const { user } = visit("/compose/post_1");
  await user.click(await tailorForAda());
  await user.type(await textField(), ", and more for work");
  expect(await screen.findByText("Own text")).toBeVisible();
  await waitFor(() => expect(saysOfTheFirst()?.tailored.con_2?.text).toBe("For all, and more for work"), {
    timeout: 4_000,
  });
  expect(saysOfTheFirst()?.text).toBe("For all");
  await user.click(screen.getByRole("button", { name: "Use the common text again" }));
  expect(await textField()).toHaveValue("For all");
  await waitFor(() => expect(saysOfTheFirst()?.tailored).toEqual({}), { timeout: 4_000 });
});

test("what was typed for an account is still there when it is switched off and on again", async () => {
  aDraft(["con_1", "con_2"]);
  const { user } = visit("/compose/post_1");
  await user.click(await tailorForAda());
  await user.type(await textField(), "!");
  const chip = within(screen.getByRole("group", { name: "Post to" })).getByRole("button", {
    name: /Ada Quist/,
  });
  await user.click(chip);
  expect(await textField()).toHaveValue("For all");
  await user.click(chip);
  await user.click(await tailorForAda());
  expect(await textField()).toHaveValue("For all!");
});

test("a person on LinkedIn is called by the name, not by a handle", async () => {
  visit("/compose");
  const chips = await screen.findByRole("group", { name: "Post to" });
  expect(within(chips).getByText("Ada Quist")).toBeVisible();
  expect(within(chips).getByText("@ada_makes")).toBeVisible();
});

test("options come from the platform: what it needs first, choices of the account, sections after the board", async () => {
  server.use(
    http.get("/api/connections/con_3/options/:option", ({ params, request }) => {
      const given = new URL(request.url).searchParams.get("given") ?? "";
      const choices =
        params.option === "board"
          ? [{ value: "b1", label: "Bread", note: "" }]
          : [{ value: `${given}-s`, label: "Rye", note: "" }];
      return HttpResponse.json({ choices });
    }),
  );
  aDraft(["con_3"]);
  const { user } = visit("/compose/post_1");
  const options = await screen
    .findByRole("region", { name: "Options for @ada_pins on Pinterest" })
    .catch(() => screen.findByRole("region", { name: /Options for .* on Pinterest/ }));
  await user.click(within(options).getByText("2 more options"));
  expect(within(options).getByText("Choose “Board” first.")).toBeVisible();
  await user.click(await within(options).findByRole("combobox", { name: "Board" }));
  await user.click(await screen.findByRole("option", { name: "Bread" }));
  await waitFor(() => expect(saysOfTheFirst()?.tailored.con_3?.options).toEqual({ board: "b1" }), {
    timeout: 4_000,
  });
  expect(await within(options).findByRole("combobox", { name: /Section/ })).toBeVisible();
});

test("choices that the platform does not give can be asked for again", async () => {
  server.use(
    http.get("/api/connections/con_3/options/board", () => HttpResponse.json({ choices: [] }), {
      once: true,
    }),
  );
  aDraft(["con_3"]);
  visit("/compose/post_1");
  expect(await screen.findByText("Pinterest offers this account nothing to choose here.")).toBeVisible();
});

test("further parts are explained where the platforms differ, and left out where there is no place", async () => {
  aDraft(["con_1", "con_2", "con_3"]);
  const { user } = visit("/compose/post_1");
  await user.click(await screen.findByRole("button", { name: "Add another part" }));
  expect(
    await screen.findByText(
      "On X further parts become a thread. On LinkedIn they become comments under the post. Pinterest has no place for them: they are left out there.",
    ),
  ).toBeVisible();
  await user.type(await screen.findByRole("textbox", { name: "Text of part 2" }), "More");
  await waitFor(() => expect(saysOfTheFirst()?.tailored.con_3?.follow_ups).toEqual([]), { timeout: 4_000 });
});

test("a poll is written answer by answer", async () => {
  aDraft(["con_2"]);
  const { user } = visit("/compose/post_1");
  await user.click(await screen.findByText("1 more option"));
  await user.click(screen.getByRole("button", { name: "Add a poll" }));
  await user.type(screen.getByLabelText("Answer 1"), "Rye");
  await user.type(screen.getByLabelText("Answer 2"), "Wheat");
  await waitFor(
    () =>
      expect(saysOfTheFirst()?.tailored.con_2?.options.poll).toEqual({
        choices: ["Rye", "Wheat"],
        minutes: 1440,
      }),
    { timeout: 4_000 },
  );
});

test("a file of the library is added, and what must stay in it is chosen by keys", async () => {
  heldMedia().push(aMedia({ id: "media_7", name: "buns.png" }));
  aDraft(["con_2"]);
  const { user } = visit("/compose/post_1");
  await user.click(await screen.findByRole("button", { name: "From the library" }));
  await user.click(await screen.findByRole("button", { name: "Choose buns.png" }));
  await user.click(screen.getByRole("button", { name: "Add 1 file" }));
  await user.click(await screen.findByRole("button", { name: "How picture 1 is sent" }));
  const focus = await screen.findByRole("button", { name: "What must stay in the picture" });
  await waitFor(() => expect(screen.getByText(/Cut to 4:5/)).toBeVisible());
  fireEvent.keyDown(focus, { key: "ArrowRight" });
  await waitFor(() => expect(screen.getByText(/Cut around 0.55/)).toBeVisible());
  await waitFor(() => expect(writtenPosts()[0]?.media[0]?.media_id).toBe("media_7"), { timeout: 4_000 });
});

test("each account has a preview, and the page has no barriers", async () => {
  aDraft(["con_1", "con_2", "con_3"]);
  const { user } = visit("/compose/post_1");
  expect(await screen.findByRole("figure", { name: "Preview on X" })).toBeVisible();
  await user.click(await screen.findByRole("tab", { name: /LinkedIn/ }));
  expect(await screen.findByRole("figure", { name: "Preview on LinkedIn" })).toHaveTextContent("For all");
  expect(await accessibilityFaults()).toEqual([]);
});
