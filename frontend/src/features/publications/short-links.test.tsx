import "./PublicationPage";

import { screen } from "@testing-library/react";

import { accessibilityFaults } from "@/testing/axe";
import { aPublication, hold } from "@/testing/handlers/publications";
import { visit } from "@/testing/render";
import { world } from "@/testing/world";

test("a live post tells how often its short links were followed", async () => {
  const text = "Fresh rye: https://posts.example/l/Ab3dE6gH9jK";
  const publication = aPublication({ text });
  hold(publication);
  const link = {
    address: "https://posts.example/l/Ab3dE6gH9jK",
    target: "https://shop.example/rye?utm_source=x",
    connection_id: publication.connection_id,
    clicks: 1_204,
    days: [{ day: new Date().toISOString().slice(0, 10), clicks: 4 }],
  };
  const before = { ...link, address: "https://posts.example/l/00000000000", clicks: 9 };
  world.more.clicks = { clicks: 1_213, links: [link, before] };
  visit(`/publications/${publication.id}`);
  expect(await screen.findByText("1204 clicks")).toBeVisible();
  expect(screen.getByText(link.target)).toBeVisible();
  expect(screen.queryByText("9 clicks")).toBeNull();
  expect(await accessibilityFaults()).toEqual([]);
});
