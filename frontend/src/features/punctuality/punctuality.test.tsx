import { screen, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";

import { accessibilityFaults } from "@/testing/axe";
import { punctuality } from "@/testing/handlers/punctuality";
import { problem } from "@/testing/problems";
import { visit } from "@/testing/render";
import { server } from "@/testing/server";

import { formatShare } from "./figures";

test("the page tells the shares, the intervals and what waits", async () => {
  visit("/punctuality");
  const shares = await screen.findByRole("region", { name: "Punctuality" });
  expect(within(shares).getByText("80.6%")).toBeVisible();
  expect(shares).toHaveTextContent("511 posts · Half of them went out within 0.4 s, 95 of 100 within 7.6 s.");
  expect(shares).toHaveTextContent("The latest took 1.4 h.");
  const histogram = screen.getByRole("region", { name: "How late they were" });
  expect(
    within(histogram)
      .getAllByRole("listitem")
      .map(({ textContent }) => textContent),
  ).toEqual([
    "up to 1 s412 · 80.6%",
    "1 s to 10 s71 · 13.9%",
    "10 s to 1 min19 · 3.7%",
    "1 min to 10 min6 · 1.2%",
    "10 min to 1 h2 · 0.4%",
    "more than 1 h1 · 0.2%",
  ]);
  const queue = screen.getByRole("region", { name: "Right now" });
  expect(queue).toHaveTextContent("Waiting for you3");
});

test("another span is asked for and each of its days is told", async () => {
  const { user } = visit("/punctuality");
  await user.click(await screen.findByRole("radio", { name: "7 days" }));
  const days = await screen.findByRole("region", { name: "Day by day" });
  await vi.waitFor(() => expect(within(days).getAllByRole("listitem")).toHaveLength(7));
  expect(within(days).getByText("Tue, Nov 24: nothing went out")).toBeInTheDocument();
});

test("where nothing went out no figure is claimed", async () => {
  server.use(
    http.get("/api/publishing/punctuality", () => HttpResponse.json(punctuality(30, [0, 0, 0, 0, 0, 0]))),
  );
  visit("/punctuality");
  expect(await screen.findByText("Nothing went out in these 30 days")).toBeVisible();
  expect(screen.queryByText(/%/)).not.toBeInTheDocument();
});

test("a fault is told with a way to try again", async () => {
  server.use(
    http.get("/api/publishing/punctuality", () =>
      problem(503, "unavailable", "Not available right now", { detail: "The database does not answer." }),
    ),
  );
  visit("/punctuality");
  expect(await screen.findByText("The database does not answer.")).toBeVisible();
});

test("the page has no accessibility fault", async () => {
  visit("/punctuality");
  await screen.findByRole("cell", { name: "X" });
  expect(await accessibilityFaults()).toEqual([]);
});

test("a share that is not quite all is not shown as all", () => {
  expect(formatShare(0.99999)).toBe("99.9%");
  expect(formatShare(1)).toBe("100%");
});
