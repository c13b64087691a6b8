import { toProblem } from "@/lib/api/problem";

const longEnoughToRead = 12_000;
const longEnoughToUndo = 8_000;

// Toasts are never part of a first paint, so their code is not part of the first load.
const later = async () => (await import("sonner")).toast;

/** Short news after an action. */
export const toast = {
  done: (title: string, description?: string) =>
    void later().then((show) => show.success(title, { description })),
  note: (title: string, description?: string) => void later().then((show) => show(title, { description })),
  /** Says what failed; give the thrown error, it is put into words here. */
  problem: (error: unknown) => {
    const { title, detail } = toProblem(error);
    void later().then((show) => show.error(title, { description: detail, duration: longEnoughToRead }));
  },
  /** Says what is done, with the way to it. */
  lead: (title: string, label: string, onGo: () => void) =>
    void later().then((show) =>
      show.success(title, { duration: longEnoughToUndo, action: { label, onClick: onGo } }),
    ),
  /** For an optimistic change: says it is done and offers the way back for 8 s. */
  undo: (title: string, label: string, onUndo: () => void) =>
    void later().then((show) =>
      show.success(title, { duration: longEnoughToUndo, action: { label, onClick: onUndo } }),
    ),
};
