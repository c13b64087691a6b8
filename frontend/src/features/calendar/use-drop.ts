import { useState, type DragEvent } from "react";

import type { Entry } from "./entries";

/** Makes an element that shows an entry draggable. The browser moves its picture; nothing is drawn anew meanwhile. */
export const draggable = (entry: Entry, onDrag: (entry: Entry | null) => void) => ({
  draggable: true,
  onDragStart: ({ dataTransfer }: DragEvent) => {
    dataTransfer.effectAllowed = "move";
    dataTransfer.setData("text/plain", entry.text);
    onDrag(entry);
  },
  onDragEnd: () => onDrag(null),
});

/** Makes a place take a dragged entry; `isOver` while one hangs above it. */
export function useDrop(onDrop: () => void) {
  const [isOver, setOver] = useState(false);
  return {
    isOver,
    place: {
      onDragOver: (event: DragEvent) => {
        event.preventDefault();
        event.dataTransfer.dropEffect = "move";
        if (!isOver) setOver(true);
      },
      onDragLeave: ({ currentTarget, relatedTarget }: DragEvent) => {
        // Passing over a child leaves nothing.
        if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) setOver(false);
      },
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        onDrop();
      },
    },
  };
}
