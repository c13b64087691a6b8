import type { QueueColour, QueueSlot } from "@/lib/api/contract";

const inOrder = (one: QueueSlot, other: QueueSlot) =>
  one.weekday - other.weekday || one.time.localeCompare(other.time);

const same = (one: QueueSlot, other: QueueSlot) => one.weekday === other.weekday && one.time === other.time;

export const without = (slots: QueueSlot[], slot: QueueSlot) => slots.filter((one) => !same(one, slot));

/** With these slots in the place of those at their times. */
export const withSlots = (slots: QueueSlot[], more: QueueSlot[]) =>
  [...slots.filter((one) => !more.some((other) => same(one, other))), ...more].sort(inOrder);

export const has = (slots: QueueSlot[], slot: QueueSlot) => slots.some((one) => same(one, slot));

/** What a new queue starts with. */
export const firstSlots: QueueSlot[] = [0, 1, 2, 3, 4].map((weekday) => ({
  weekday,
  time: "10:00",
  category_id: "",
}));

export const dots: Record<QueueColour, string> = {
  blue: "bg-accent",
  green: "bg-good",
  amber: "bg-warn",
  red: "bg-bad",
  grey: "bg-ink-faint",
};
