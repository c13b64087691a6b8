import "./CalendarPage";
import "./EntryWindow";
import "./MoveDialog";

import { fireEvent, screen, waitFor, within } from "@testing-library/react";

import { accessibilityFaults } from "@/testing/axe";
import imitated, { anItem, plan } from "@/testing/handlers/calendar";
import { visit } from "@/testing/render";
import { server } from "@/testing/server";
import { aConnection, world } from "@/testing/world";

const held = 400;
const nothing = () => undefined;

/** What jsdom has not got. */
class Dragged extends MouseEvent {
  readonly dataTransfer: unknown;
  constructor(type: string, init: MouseEventInit & { dataTransfer?: unknown }) {
    super(type, init);
    this.dataTransfer = init.dataTransfer;
  }
}

beforeEach(() => {
  server.use(...imitated);
  world.connections = [aConnection()];
  plan(anItem({ at: "2031-05-15T08:30:00Z", planned_local: "2031-05-15T10:30" }));
  vi.stubGlobal("DragEvent", Dragged);
  vi.stubGlobal("DataTransfer", Object);
  vi.spyOn(window, "matchMedia").mockImplementation(
    (media) =>
      ({
        media,
        matches: media.includes("max-width"),
        addEventListener: nothing,
        removeEventListener: nothing,
      }) as unknown as MediaQueryList,
  );
});

afterEach(() => Reflect.deleteProperty(document, "elementFromPoint"));

const at = (clientX: number, clientY: number) => ({ touches: [{ clientX, clientY }] });
const waits = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What lies under the finger from now on. */
const over = (element: Element) => {
  document.elementFromPoint = () => element;
};

test("held and drawn onto a day of the month, a post moves there and keeps its time", async () => {
  visit("/calendar?day=2031-05-15&view=month");
  const entry = await screen.findByRole("button", { name: /Three things/ });
  const day = screen.getByRole("button", { name: /Tuesday, May 20/ });
  over(entry);
  fireEvent.touchStart(entry, at(100, 500));
  await waits(held);
  over(day);
  fireEvent.touchMove(entry, at(120, 200));
  fireEvent.touchEnd(entry, { touches: [] });
  expect(await screen.findByText(/^Moved to Tue, May 20/)).toBeVisible();
  await waitFor(() => expect(day).toHaveAccessibleName(/1 post/));
  expect(document.querySelectorAll("[data-publication]")).toHaveLength(0);
});

test("a finger that scrolls or that only taps moves nothing", async () => {
  const { user } = visit("/calendar?day=2031-05-15&view=list");
  const entry = await screen.findByRole("button", { name: /Three things/ });
  over(screen.getByText("Thursday, May 15"));
  fireEvent.touchStart(entry, at(100, 500));
  fireEvent.touchMove(entry, at(100, 400));
  await waits(held);
  fireEvent.touchEnd(entry, { touches: [] });
  expect(document.querySelectorAll("[data-publication]")).toHaveLength(1);
  expect(entry).toHaveAttribute("draggable", "true");
  await user.click(entry);
  expect(await screen.findByRole("dialog", { name: "Scheduled" })).toBeVisible();
});

test("without any dragging the first thing that the sheet offers is to move the post", async () => {
  const { user } = visit("/calendar?day=2031-05-15&view=list");
  expect(await screen.findByText(/Hold a post to drag it to another day/)).toBeInTheDocument();
  await user.click(await screen.findByRole("button", { name: /Three things/ }));
  const sheet = within(await screen.findByRole("dialog", { name: "Scheduled" }));
  expect(await accessibilityFaults(screen.getByRole("dialog"))).toEqual([]);
  expect(
    sheet
      .getByRole("button", { name: "Move to…" })
      .compareDocumentPosition(sheet.getByRole("link", { name: "Open" })),
  ).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  await user.click(sheet.getByRole("button", { name: "Move to…" }));
  fireEvent.change(await screen.findByLabelText("New time"), { target: { value: "2031-05-22T07:45" } });
  await user.click(screen.getByRole("button", { name: "Move" }));
  expect(await screen.findByText(/^Moved to Thu, May 22/)).toBeVisible();
});
