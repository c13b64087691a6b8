import type { RouteObject } from "react-router";

import { appRoutes } from "./router";

const addressesOf = (routes: RouteObject[]): string[] =>
  routes.flatMap(({ path, children }) => [
    ...(path && path !== "*" ? [path] : []),
    ...addressesOf(children ?? []),
  ]);

// The web process answers 404 to every address that is not listed there. `vitest run router.test.ts -u` writes it anew.
test("every page of the router is listed for the web process", async () => {
  const listed = JSON.stringify(addressesOf(appRoutes()).sort(), null, 2);
  await expect(`${listed}\n`).toMatchFileSnapshot("../../public/pages.json");
});
