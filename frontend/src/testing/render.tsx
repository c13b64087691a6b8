import { QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { createMemoryRouter, RouterProvider } from "react-router";

import { appRoutes } from "@/app/router";
import Toaster from "@/components/ui/toaster";
import { createQueryClient } from "@/lib/api/query-client";

function frame(content: ReactNode) {
  const client = createQueryClient();
  client.setDefaultOptions({ queries: { retry: false } });
  const screen = render(
    <QueryClientProvider client={client}>
      {content}
      <Toaster />
    </QueryClientProvider>,
  );
  return { ...screen, client, user: userEvent.setup() };
}

/** The whole app at an address, against the imitated API. `router.state.location` says where it went. */
export function visit(path: string) {
  const router = createMemoryRouter(appRoutes(), { initialEntries: [path] });
  return { ...frame(<RouterProvider router={router} />), router };
}

/** One component with everything around it that components expect. */
export function show(content: ReactNode) {
  const router = createMemoryRouter([{ path: "*", element: content }]);
  return { ...frame(<RouterProvider router={router} />), router };
}
