import { setupServer } from "msw/node";

import { handlers } from "./handlers";

/** The imitated API of the tests. `server.use(…)` replaces an answer until the test ends. */
export const server = setupServer(...handlers);
