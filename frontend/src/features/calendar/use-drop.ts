import { useState, type DragEvent, type TouchEvent } from "react";

import type { Entry } from "./entries";
import { followTouch } from "./touch-drag";

/**
 * Makes an element that shows an entry draggable, by a mouse, and by a finger that holds it. Nothing is drawn anew
 * meanwhile.
 */
export const draggable = (entry: Entry, onDrag: (entry: Entry | null) => void) => ({
  draggable: true,
  onDragStart: ({ dataTransfer }: DragEvent) => {
    dataTransfer.effectAllowed = "move";
    dataTransfer.setData("text/plain", entry.text);
    onDrag(entry);
  },
  onDragEnd: () => onDrag(null),
  onTouchStart: ({ currentTarget, nativeEvent }: TouchEvent<HTMLElement>) =>
    followTouch(currentTarget, nativeEvent, { onLift: () => onDrag(entry), onEnd: () => onDrag(null) }),
});

/** For elements that can be held: the phone shall neither mark their text nor offer a menu. */
export const holdable = "select-none [-webkit-touch-callout:none]";

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
