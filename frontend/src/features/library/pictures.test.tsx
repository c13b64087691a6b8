import "./LibraryPage";
import "@/components/picture-maker/picture-maker";
import "./FileSheet";

import { screen, waitFor, within } from "@testing-library/react";

import { accessibilityFaults } from "@/testing/axe";
import { drawn } from "@/testing/handlers/pictures";
import { visit } from "@/testing/render";

const opened = async () => {
  const { user } = visit("/media");
  await user.click(await screen.findByRole("button", { name: "Make a picture" }));
  const sheet = within(await screen.findByRole("dialog", { name: "Make a picture" }));
  return { user, sheet };
};

test("a quote card is drawn in the layout and shape that were chosen", async () => {
  const { user, sheet } = await opened();
  const draw = await sheet.findByRole("button", { name: "Draw it" });
  expect(draw).toBeDisabled();
  await user.type(sheet.getByLabelText("The words on the card"), "Bread first.");
  await user.click(sheet.getByRole("radio", { name: "Framed" }));
  await waitFor(() => {
    const preview = sheet.getByRole("radio", { name: "Framed" }).closest("label")?.querySelector("img");
    expect(preview?.src).toContain("text=Bread+first.");
  });
  expect(await accessibilityFaults()).toEqual([]);
  await user.click(draw);
  expect(await screen.findByRole("dialog", { name: "quote card.png" })).toBeVisible();
  expect(drawn()).toMatchObject([{ kind: "quote", text: "Bread first.", layout: "framed", shape: "square" }]);
});

test("the look of the cards is kept", async () => {
  const { user, sheet } = await opened();
  await user.click(await sheet.findByText("Your colours, name and logo"));
  await user.click(sheet.getByRole("button", { name: "Add a colour" }));
  await user.type(sheet.getByLabelText(/^Name on the cards/), "Maple and Rye");
  await user.click(sheet.getByRole("button", { name: "Save the look" }));
  expect(await screen.findByText("Your cards have this look now.")).toBeVisible();
  expect(sheet.getByLabelText(/^Name on the cards/)).toHaveValue("Maple and Rye");
});

test("a link's own picture comes with where it is from, or it is said why there is none", async () => {
  const { user, sheet } = await opened();
  await user.click(await sheet.findByRole("tab", { name: "From a link" }));
  const address = sheet.getByLabelText("Address of the page");
  await user.type(address, "nothing.example");
  await user.click(sheet.getByRole("button", { name: "Find its picture" }));
  expect(await sheet.findByRole("alert")).toHaveTextContent(
    /^This page names no preview picture. Nothing was stored.$/,
  );
  await user.clear(address);
  await user.type(address, "https://news.example/today");
  await user.click(sheet.getByRole("button", { name: "Find its picture" }));
  expect(await sheet.findByText(/^From news.example/)).toBeVisible();
});

test("without a key for the model that draws, it is said where to add one", async () => {
  const { user, sheet } = await opened();
  await user.click(await sheet.findByRole("tab", { name: "By a model" }));
  expect(await sheet.findByRole("link", { name: "Add a key in the settings" })).toBeVisible();
});
