import "@testing-library/jest-dom/vitest";

import { cleanup, configure } from "@testing-library/react";
import { toast } from "sonner";

import { chooseTheme } from "@/lib/theme";

import { server } from "./server";
import { resetWorld } from "./world";

// The first visit to a page fetches its code, which a busy machine may take its time for.
configure({ asyncUtilTimeout: 5_000 });

// jsdom has no layout; Radix and cmdk only need these to exist.
class NoObserver {
  observe = () => undefined;
  unobserve = () => undefined;
  disconnect = () => undefined;
}
const nothing = () => undefined;
Object.assign(globalThis, { ResizeObserver: NoObserver });
Object.assign(window, {
  scrollTo: nothing,
  matchMedia: (media: string) => ({
    matches: false,
    media,
    addEventListener: nothing,
    removeEventListener: nothing,
  }),
});
Object.assign(Element.prototype, {
  scrollIntoView: nothing,
  hasPointerCapture: () => false,
  setPointerCapture: nothing,
  releasePointerCapture: nothing,
});

beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
beforeEach(() => resetWorld());
afterEach(() => {
  // Notes outlive the page that showed them: the next test's page would show them again.
  toast.dismiss();
  cleanup();
  server.resetHandlers();
  localStorage.clear();
  chooseTheme("system");
  // Files share a worker: what one of them imitates must not be met by the next.
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});
afterAll(() => server.close());
