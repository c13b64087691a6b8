import { screen } from "@testing-library/react";
import { http } from "msw";

import { problem } from "@/testing/problems";
import { visit } from "@/testing/render";
import { server } from "@/testing/server";

test.each([
  ["/compose/post_1", "This post is gone", "/calendar"],
  ["/publications/pub_1", "This post is gone", "/dashboard"],
  ["/campaigns/camp_1", "This campaign is gone", "/campaigns"],
  ["/content/drafts/batch_1", "This batch is gone", "/content/drafts"],
])("what is not there any more says so and leads on: %s", async (address, title, onward) => {
  const gone = () => problem(404, "not_found", "There is nothing here", { detail: "No such thing." });
  server.use(
    http.get("/api/posts/post_1", gone),
    http.get("/api/publications/pub_1", gone),
    http.get("/api/campaigns/camp_1", gone),
    http.get("/api/ai/batches/batch_1", gone),
  );
  visit(address);
  expect(await screen.findByRole("heading", { level: 1, name: title })).toBeVisible();
  expect(document.title).toContain(title);
  expect(screen.getByRole("heading", { name: "It is not here" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Try again" })).not.toBeInTheDocument();
  const main = document.getElementById("main");
  expect([...(main?.querySelectorAll("a") ?? [])].map((link) => link.getAttribute("href"))).toContain(onward);
});
