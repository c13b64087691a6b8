import { screen, waitFor, within } from "@testing-library/react";

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

test("the password is changed with the old one, and the other sessions are gone", async () => {
  const { user } = visit("/settings");
  await user.click(await screen.findByRole("button", { name: "Change password" }));
  const dialog = await screen.findByRole("dialog", { name: "Change your password" });
  const send = within(dialog).getByRole("button", { name: "Change password" });
  await user.click(send);
  expect(within(dialog).getByLabelText("Your password now")).toHaveAccessibleDescription(/you have now/);
  expect(within(dialog).getByLabelText("New password")).toHaveAccessibleDescription(/lacks something/);
  await user.type(within(dialog).getByLabelText("Your password now"), "wrong");
  await user.type(within(dialog).getByLabelText("New password"), "N3w!passage");
  await user.click(send);
  await waitFor(() =>
    expect(within(dialog).getByLabelText("Your password now")).toHaveAccessibleDescription(
      /not your password/,
    ),
  );
  expect(await accessibilityFaults()).toEqual([]);
  await user.type(within(dialog).getByLabelText("Your password now"), "{Control>}a{/Control}Str0ng!pass");
  await user.click(send);
  expect(await screen.findByText(/Your password is changed/)).toBeVisible();
  await waitFor(() => expect(screen.queryByText("Safari on iOS")).not.toBeInTheDocument());
});

test("another address is asked for with the password, waits for its link, and can be taken back", async () => {
  const { user } = visit("/settings");
  await user.click(await screen.findByRole("button", { name: "Change address" }));
  const dialog = await screen.findByRole("dialog", { name: "Change your e-mail address" });
  await user.type(within(dialog).getByLabelText("New e-mail address"), "countess@example.test");
  await user.type(within(dialog).getByLabelText("Your password"), "Str0ng!pass");
  await user.click(within(dialog).getByRole("button", { name: "Send the link" }));
  expect(await screen.findByText(/We wrote to countess@example.test/)).toBeVisible();
  expect(screen.getByText("ada@example.test")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Keep ada@example.test" }));
  await waitFor(() => expect(screen.queryByText(/We wrote to countess/)).not.toBeInTheDocument());
  expect(world.user.pending_email).toBeNull();
});

test("the account is deleted with the password and a typed word, after what is lost was said", async () => {
  const { user, router } = visit("/settings");
  await user.click(await screen.findByRole("button", { name: "Delete account" }));
  const dialog = await screen.findByRole("dialog", { name: "Delete your account?" });
  expect(dialog).toHaveTextContent(/Planned posts are cancelled/);
  expect(dialog).toHaveTextContent(/What was published stays on the platforms/);
  expect(await accessibilityFaults()).toEqual([]);
  const send = within(dialog).getByRole("button", { name: "Delete my account for good" });
  await user.type(within(dialog).getByLabelText("Your password"), "wrong");
  await user.type(within(dialog).getByLabelText("Type DELETE to confirm"), "delete");
  await user.click(send);
  expect(within(dialog).getByLabelText("Type DELETE to confirm")).toHaveAccessibleDescription(
    /capital letters/,
  );
  expect(world.signedIn).toBe(true);
  await user.type(within(dialog).getByLabelText("Type DELETE to confirm"), "{Control>}a{/Control}DELETE");
  await user.click(send);
  await waitFor(() =>
    expect(within(dialog).getByLabelText("Your password")).toHaveAccessibleDescription(/not your password/),
  );
  await user.type(within(dialog).getByLabelText("Your password"), "{Control>}a{/Control}Str0ng!pass");
  await user.click(send);
  expect(await screen.findByText(/Your account is deleted/)).toBeVisible();
  await waitFor(() => expect(router.state.location.pathname).toBe("/"));
  expect(world.signedIn).toBe(false);
});

test("a User-Agent that names nothing known is no device", () => {
  expect(readDevice("curl/8.5")).toBeNull();
});

test("the page has no accessibility faults", async () => {
  visit("/settings");
  await screen.findByText("Chrome on Linux");
  expect(await accessibilityFaults()).toEqual([]);
});
