import type { BatchDraft } from "@/lib/api/contract";

/** One post of a batch: its texts for all platforms. `number` is its place in its day, from 1. */
export interface Slot {
  slot: number;
  on: string;
  number: number;
  domain: string;
  drafts: BatchDraft[];
}

export interface Day {
  on: string;
  slots: Slot[];
}

/** The drafts by day and post, in their order. */
export function daysOf(drafts: BatchDraft[]): Day[] {
  const slots = new Map<number, Slot>();
  for (const draft of drafts) {
    const slot = slots.get(draft.slot);
    if (slot) slot.drafts.push(draft);
    else
      slots.set(draft.slot, {
        slot: draft.slot,
        on: draft.on,
        number: 0,
        domain: draft.domain,
        drafts: [draft],
      });
  }
  const days = new Map<string, Day>();
  for (const slot of [...slots.values()].sort((one, other) => one.slot - other.slot)) {
    const day = days.get(slot.on) ?? { on: slot.on, slots: [] };
    day.slots.push({ ...slot, number: day.slots.length + 1 });
    days.set(slot.on, day);
  }
  return [...days.values()];
}

const [firstHour, lastHour] = [9, 19];

/** Times of the clock spread over a day: one at nine, more until seven in the evening. */
export function timesOf(count: number): string[] {
  const gap = count > 1 ? ((lastHour - firstHour) * 60) / (count - 1) : 0;
  return Array.from({ length: count }, (_none, place) => {
    const minutes = firstHour * 60 + Math.round((place * gap) / 15) * 15;
    return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  });
}
