import { screen } from "@testing-library/react";

import { ThemeSwitch } from "./theme-switch";
import { show } from "@/testing/render";

test("a chosen theme applies at once and is remembered", async () => {
  const { user } = show(<ThemeSwitch />);
  expect(await screen.findByRole("radio", { name: "System" })).toBeChecked();
  await user.click(screen.getByRole("radio", { name: "Dark" }));
  expect(document.documentElement.dataset.theme).toBe("dark");
  expect(localStorage.getItem("vp.theme")).toBe("dark");
});

test("going back to the system's theme forgets the choice", async () => {
  const { user } = show(<ThemeSwitch />);
  await user.click(await screen.findByRole("radio", { name: "Light" }));
  await user.click(screen.getByRole("radio", { name: "System" }));
  expect(document.documentElement.dataset.theme).toBeUndefined();
  expect(localStorage.getItem("vp.theme")).toBeNull();
});
