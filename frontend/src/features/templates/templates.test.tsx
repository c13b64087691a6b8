import "./TemplatesPage";
import "@/components/templates/TemplateSheet";

import { fireEvent, screen, within } from "@testing-library/react";

import { accessibilityFaults } from "@/testing/axe";
import { aTemplate, templates } from "@/testing/handlers/labels";
import { visit } from "@/testing/render";

test("a template is written with its places, changed and deleted", async () => {
  const { user } = visit("/templates");
  expect(await screen.findByText("No template yet")).toBeVisible();
  await user.click(screen.getAllByRole("button", { name: "New template" })[0] as HTMLElement);
  await user.click(await screen.findByRole("button", { name: "Save" }));
  expect(await screen.findByText("Give it a name.")).toBeVisible();
  await user.type(screen.getByLabelText("Name"), "Offer");
  fireEvent.change(screen.getByLabelText("Text"), { target: { value: "Only {{price}} today" } });
  await user.type(screen.getByLabelText(/^Tags/), "#Offer, bread,");
  await user.click(screen.getByRole("button", { name: "Add another part" }));
  await user.type(screen.getByLabelText("Part 2"), "See you");
  expect(await accessibilityFaults()).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Save" }));
  const card = await screen.findByRole("region", { name: "Offer" });
  expect(templates()[0]).toMatchObject({
    tags: ["offer", "bread"],
    follow_ups: ["See you"],
    places: ["price"],
  });
  expect(within(card).getByText("price")).toBeVisible();
  expect(await accessibilityFaults()).toEqual([]);

  await user.click(within(card).getByRole("button", { name: "Edit Offer" }));
  await user.type(await screen.findByLabelText("Name"), " of the week");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await user.click(await screen.findByRole("button", { name: "Delete Offer of the week" }));
  await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Delete" }));
  expect(await screen.findByText("No template yet")).toBeVisible();
});

test("many templates are searched by their words", async () => {
  const names = ["One", "Two", "Three", "Four", "Five", "Six", "Seven"];
  templates().push(...names.map((name, index) => aTemplate({ id: `template_${index}`, name, text: name })));
  const { user } = visit("/templates");
  await user.type(await screen.findByRole("searchbox", { name: "Search templates" }), "seven");
  expect(screen.getAllByRole("region").map((card) => card.getAttribute("aria-label"))).toContain("Seven");
  expect(screen.queryByRole("region", { name: "One" })).toBeNull();
});
