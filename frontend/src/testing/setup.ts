import "@testing-library/jest-dom/vitest";

import { cleanup } from "@testing-library/react";

import { chooseTheme } from "@/lib/theme";

import { server } from "./server";
import { resetWorld } from "./world";

// jsdom has no layout; Radix and cmdk only need these to exist.
class NoObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.ResizeObserver ??= NoObserver;
Element.prototype.scrollIntoView ??= () => undefined;
Element.prototype.hasPointerCapture ??= () => false;
Element.prototype.setPointerCapture ??= () => undefined;
Element.prototype.releasePointerCapture ??= () => undefined;
window.scrollTo = () => undefined;
window.matchMedia ??= (query) =>
  ({ matches: false, media: query, addEventListener() {}, removeEventListener() {} }) as unknown as MediaQueryList;

beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
beforeEach(() => resetWorld());
afterEach(() => {
  cleanup();
  server.resetHandlers();
  localStorage.clear();
  chooseTheme("system");
});
afterAll(() => server.close());
