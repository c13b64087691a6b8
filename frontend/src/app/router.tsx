import { createBrowserRouter, type RouteObject } from "react-router";

import { Forbidden } from "./errors/Forbidden";
import { Maintenance } from "./errors/Maintenance";
import { NotFound } from "./errors/NotFound";
import { RouteError } from "./errors/RouteError";
import { routesOf } from "./features";
import { RequireUser, RequireVisitor } from "./guards";
import { Root } from "./Root";
import { ShellSkeleton } from "./shell/ShellSkeleton";

/** The whole tree of pages. Each page is fetched when it is first visited. */
export function appRoutes(): RouteObject[] {
  return [
    {
      element: <Root />,
      errorElement: <RouteError />,
      hydrateFallbackElement: <ShellSkeleton />,
      children: [
        ...routesOf("public"),
        { element: <RequireVisitor />, children: routesOf("visitor") },
        { element: <RequireUser />, children: routesOf("onboarding") },
        {
          element: <RequireUser />,
          children: [
            {
              lazy: async () => ({ Component: (await import("./shell/AppShell")).AppShell }),
              children: [
                {
                  errorElement: <RouteError inside />,
                  children: routesOf("app"),
                },
              ],
            },
          ],
        },
        { path: "/maintenance", element: <Maintenance /> },
        { path: "/forbidden", element: <Forbidden /> },
        { path: "*", element: <NotFound /> },
      ],
    },
  ];
}

export const createAppRouter = () => createBrowserRouter(appRoutes());
