import { screen, waitFor } from "@testing-library/react";
import { http, HttpResponse } from "msw";

import { accessibilityFaults } from "@/testing/axe";
import { visit } from "@/testing/render";
import { server } from "@/testing/server";
import { resetWorld, world } from "@/testing/world";

beforeEach(() => resetWorld({ signedIn: false }));

async function fillRegistration(email = "new@example.test") {
  const { user, ...rest } = visit("/register?plan=pro");
  await user.type(await screen.findByLabelText("Name"), "Ada Okafor");
  await user.type(screen.getByLabelText("E-mail address"), email);
  await user.type(screen.getByLabelText("Password"), "Str0ng!pass");
  await screen.findByRole("radio", { name: /Pro/ });
  return { user, ...rest };
}

test("an empty registration says at each field what is missing and sends nothing", async () => {
  const { user } = visit("/register");
  await user.click(await screen.findByRole("button", { name: "Create account" }));
  expect(await screen.findByLabelText("Name")).toHaveAccessibleDescription(/two characters/);
  expect(screen.getByLabelText("E-mail address")).toHaveAccessibleDescription(/does not look like/);
  expect(screen.getByRole("checkbox")).toHaveAccessibleDescription(/your agreement/);
  expect(screen.getByLabelText("Name")).toHaveFocus();
  expect(world.signedIn).toBe(false);
});

test("the rules of the password are ticked off while one types", async () => {
  const { user } = visit("/register");
  await user.type(await screen.findByLabelText("Password"), "abc1");
  const kept = [...document.querySelectorAll("[data-kept=true]")].map((item) => item.textContent);
  expect(kept).toEqual(["a lower-case letter, done", "a digit, done"]);
});

test("a good registration sends plan and zone, and leads to the welcome page", async () => {
  const { user, router } = await fillRegistration();
  await user.click(screen.getByRole("checkbox"));
  await user.click(screen.getByRole("button", { name: "Create account" }));
  expect(await screen.findByRole("heading", { name: "Welcome, Ada" })).toBeVisible();
  expect(router.state.location.pathname).toBe("/onboarding/welcome");
  expect(world.user).toMatchObject({
    plan_type: "pro",
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
});

test("an address that is taken is told at the address, and nothing typed is lost", async () => {
  const { user } = await fillRegistration("taken@example.test");
  await user.click(screen.getByRole("checkbox"));
  await user.click(screen.getByRole("button", { name: "Create account" }));
  const email = screen.getByLabelText("E-mail address");
  await waitFor(() => expect(email).toHaveAccessibleDescription(/has an account already/));
  expect(email).toHaveFocus();
  expect(screen.getByLabelText("Password")).toHaveValue("Str0ng!pass");
});

test("wrong credentials are told once, above the button", async () => {
  const { user } = visit("/login");
  await user.type(await screen.findByLabelText("E-mail address"), "ada@example.test");
  await user.type(screen.getByLabelText("Password"), "wrong");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect(await screen.findByRole("alert")).toHaveTextContent(/do not belong together/);
});

test("reading the terms leaves what is typed where it is", async () => {
  visit("/register");
  for (const name of ["terms", "privacy page"])
    expect(await screen.findByRole("link", { name })).toHaveAttribute("target", "_blank");
});

test("a confirmation link that is too old says what to do", async () => {
  visit("/verify-email?token=stale");
  expect(await screen.findByText(/confirmed already, there is nothing to do/)).toBeVisible();
  expect(screen.getByRole("link", { name: "Open the settings" })).toHaveAttribute("href", "/settings");
});

test("too many attempts say how long to wait", async () => {
  server.use(
    http.post("/api/auth/login", () =>
      HttpResponse.json(
        {
          title: "Too many attempts.",
          detail: "Take a breath.",
          status: 429,
          code: "too_many_requests",
          retry_after: 30,
        },
        { status: 429 },
      ),
    ),
  );
  const { user } = visit("/login");
  await user.type(await screen.findByLabelText("E-mail address"), "ada@example.test");
  await user.type(screen.getByLabelText("Password"), "whatever");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("in 30 seconds");
});

test("a typed password can be shown and hidden", async () => {
  const { user } = visit("/login");
  await user.click(await screen.findByRole("button", { name: "Show password" }));
  expect(screen.getByLabelText("Password")).toHaveAttribute("type", "text");
  await user.click(screen.getByRole("button", { name: "Hide password" }));
  expect(screen.getByLabelText("Password")).toHaveAttribute("type", "password");
});

test("asking for a reset leads to the mailbox, whether the address is known or not", async () => {
  const { user } = visit("/forgot-password");
  await user.type(await screen.findByLabelText("E-mail address"), "nobody@example.test");
  await user.click(screen.getByRole("button", { name: "Send the link" }));
  expect(await screen.findByText(/If there is an account for nobody@example.test/)).toBeVisible();
  expect(screen.getByRole("link", { name: "Open the sandbox mailbox" })).toBeVisible();
});

test("a spent reset link says so and offers a new one", async () => {
  const { user } = visit("/reset-password?token=stale");
  await user.type(await screen.findByLabelText("New password"), "Str0ng!pass");
  await user.click(screen.getByRole("button", { name: "Save the new password" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("This link no longer works.");
  expect(screen.getByRole("link", { name: "Ask for a new link" })).toBeVisible();
});

test("a link for confirming an address is spent once, by opening it", async () => {
  let spent = 0;
  server.use(
    http.post("/api/auth/verify-email", () => {
      spent += 1;
      return HttpResponse.json({ success: true, message: "" });
    }),
  );
  visit("/verify-email?token=good");
  expect(await screen.findByRole("heading", { name: "Your address is confirmed" })).toBeVisible();
  expect(spent).toBe(1);
});

test.each(["/login", "/register", "/forgot-password", "/reset-password?token=t", "/reset-password"])(
  "%s has no accessibility faults",
  async (path) => {
    visit(path);
    await screen.findByRole("heading", { level: 1 });
    expect(await accessibilityFaults()).toEqual([]);
  },
);
