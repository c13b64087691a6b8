import { useQueryClient } from "@tanstack/react-query";
import { Navigate, Outlet, useLocation, useSearchParams } from "react-router";

import { ErrorState } from "@/components/ui/error-state";
import { exitOf } from "@/lib/api/person";
import { useUser } from "@/lib/api/user";
import { safePath } from "@/lib/safe-path";

import { homePath } from "./features";
import { ShellSkeleton } from "./shell/ShellSkeleton";

function CannotTell({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-lg px-4 py-24 outline-none">
      <ErrorState error={error} onRetry={onRetry} />
    </main>
  );
}

/** Lets signed-in people in; sends others to the sign-in page and back again afterwards. */
export function RequireUser() {
  const user = useUser();
  const client = useQueryClient();
  const { pathname, search, hash } = useLocation();
  if (user.data) return <Outlet />;
  if (user.isPending) return <ShellSkeleton />;
  if (user.isError) return <CannotTell error={user.error} onRetry={() => void user.refetch()} />;
  const signIn = `/login?next=${encodeURIComponent(pathname + search + hash)}`;
  return <Navigate to={exitOf(client) ?? signIn} replace />;
}

/** Pages for visitors only; whoever is signed in goes on to where they wanted to be. */
export function RequireVisitor() {
  const user = useUser();
  const [query] = useSearchParams();
  if (!user.data) return <Outlet />;
  const unfinished = user.data.workspace.onboarding_step !== "complete";
  const start = unfinished ? `/onboarding/${user.data.workspace.onboarding_step}` : homePath;
  return <Navigate to={safePath(query.get("next"), start)} replace />;
}
