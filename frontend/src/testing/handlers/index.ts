import type { RequestHandler } from "msw";

// Each file of this folder imitates one group of endpoints and default-exports its handlers.
const found = import.meta.glob<{ default: RequestHandler[] }>(["./*.ts", "!./index.ts"], { eager: true });

export const handlers: RequestHandler[] = Object.values(found).flatMap((module) => module.default);
