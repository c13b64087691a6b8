/**
 * Dragging by a finger: browsers drag with the mouse only, or each in its own way. Who holds an element lifts it; what
 * lies under the finger gets the same events that a mouse would bring it.
 */

const held = 350;
const slack = 10;
const edge = 72;
const speed = 12;

type Kind = "dragover" | "dragleave" | "drop";

/** Tells an element; whether it took it. */
function tell(place: Element, kind: Kind, to: Element | null = null): boolean {
  const event = new DragEvent(kind, {
    bubbles: true,
    cancelable: true,
    relatedTarget: to,
    dataTransfer: new DataTransfer(),
  });
  return !place.dispatchEvent(event);
}

const scrolls = (element: Element) =>
  element.scrollHeight > element.clientHeight && /auto|scroll/.test(getComputedStyle(element).overflowY);

/** The element that scrolls what lies there, and the part of the window that shows it. */
function scrollerOf(place: Element | null): [Element | Window, number, number] {
  for (let one = place; one && one !== document.body; one = one.parentElement) {
    if (!scrolls(one)) continue;
    const { top, bottom } = one.getBoundingClientRect();
    return [one, Math.max(top, 0), Math.min(bottom, window.innerHeight)];
  }
  return [window, 0, window.innerHeight];
}

/** What hangs on the finger. */
function pictureOf(element: HTMLElement): HTMLElement {
  const { width, left, top } = element.getBoundingClientRect();
  const picture = element.cloneNode(true) as HTMLElement;
  picture.setAttribute("aria-hidden", "true");
  picture.classList.add("bg-raised", "rounded-md", "shadow-lg", "opacity-90");
  Object.assign(picture.style, {
    position: "fixed",
    left: `${left}px`,
    top: `${top}px`,
    width: `${width}px`,
    zIndex: "60",
    pointerEvents: "none",
  });
  document.body.append(picture);
  return picture;
}

interface Finger {
  x: number;
  y: number;
}

class Lifted {
  private readonly element: HTMLElement;
  private readonly from: Finger;
  private readonly picture: HTMLElement;
  private at: Finger;
  private place: Element | null = null;
  private taken = false;
  private frame: number;

  constructor(element: HTMLElement, from: Finger) {
    this.element = element;
    this.from = from;
    this.at = from;
    this.picture = pictureOf(element);
    element.classList.add("opacity-40");
    // Told where it can be felt.
    if ("vibrate" in navigator) navigator.vibrate(10);
    this.frame = requestAnimationFrame(this.scroll);
  }

  move(at: Finger): void {
    this.at = at;
    this.picture.style.transform = `translate(${at.x - this.from.x}px, ${at.y - this.from.y}px)`;
    const place = document.elementFromPoint(at.x, at.y);
    if (this.place && this.place !== place) tell(this.place, "dragleave", place);
    this.place = place;
    this.taken = place !== null && tell(place, "dragover");
  }

  drop(): void {
    if (this.place && this.taken) tell(this.place, "drop");
    this.end();
  }

  end(): void {
    cancelAnimationFrame(this.frame);
    if (this.place) tell(this.place, "dragleave");
    this.picture.remove();
    this.element.classList.remove("opacity-40");
  }

  /** Near an edge what lies there scrolls. */
  private readonly scroll = () => {
    const [scroller, top, bottom] = scrollerOf(this.place);
    const { y } = this.at;
    const step = y < top + edge ? -speed : y > bottom - edge ? speed : 0;
    if (step !== 0) {
      scroller.scrollBy(0, step);
      this.move(this.at);
    }
    this.frame = requestAnimationFrame(this.scroll);
  };
}

const fingerOf = ({ touches }: TouchEvent): Finger | null => {
  const [touch] = touches;
  return touch && touches.length === 1 ? { x: touch.clientX, y: touch.clientY } : null;
};

/** Follows a touch that begins: held still for a moment, it lifts the element. */
export function followTouch(
  element: HTMLElement,
  touch: TouchEvent,
  { onLift, onEnd }: { onLift: () => void; onEnd: () => void },
): void {
  const from = fingerOf(touch);
  if (!from) return;
  let lifted: Lifted | null = null;
  // The browser's own way of dragging by a finger, where it has one, would end this one.
  element.draggable = false;
  const hands = new AbortController();
  const { signal } = hands;
  const timer = setTimeout(() => {
    onLift();
    lifted = new Lifted(element, from);
    lifted.move(from);
  }, held);

  const stop = () => {
    clearTimeout(timer);
    hands.abort();
    element.draggable = true;
    if (lifted) onEnd();
  };
  const giveUp = () => {
    lifted?.end();
    stop();
  };
  const move = (event: TouchEvent) => {
    const at = fingerOf(event);
    if (!at) giveUp();
    else if (!lifted && Math.hypot(at.x - from.x, at.y - from.y) > slack) giveUp();
    else if (lifted) {
      event.preventDefault();
      lifted.move(at);
    }
  };
  const leave = (event: TouchEvent) => {
    if (lifted) event.preventDefault(); // or it would be pressed, too
    lifted?.drop();
    stop();
  };
  // Not passive: a lifted element must keep the page from scrolling.
  element.addEventListener("touchmove", move, { passive: false, signal });
  element.addEventListener("touchend", leave, { passive: false, signal });
  element.addEventListener("touchcancel", giveUp, { signal });
  element.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
}
