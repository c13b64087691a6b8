import { RefreshCw, Unplug } from "lucide-react";
import { isRouteErrorResponse, useRouteError } from "react-router";

import { Button } from "@/components/ui/button";
import { ApiProblem } from "@/lib/api/problem";
import { useAppWords } from "@/lib/strings/en/app";

import { Forbidden } from "./Forbidden";
import { Maintenance } from "./Maintenance";
import { MessagePage } from "./MessagePage";
import { NotFound } from "./NotFound";

// What browsers say when a page's file is gone because a newer version was installed.
const staleFile = /dynamically imported module|module script failed|error loading dynamically/i;

function statusOf(error: unknown): number | null {
  if (isRouteErrorResponse(error)) return error.status;
  return error instanceof ApiProblem ? error.status : null;
}

/** What stands in place of a page that threw. */
export function RouteError({ inside }: { inside?: boolean }) {
  const words = useAppWords();
  const error = useRouteError();
  const status = statusOf(error);
  if (status === 404) return <NotFound inside={inside} />;
  if (status === 403) return <Forbidden inside={inside} />;
  if (status === 503) return <Maintenance inside={inside} />;

  const message = error instanceof Error ? error.message : String(error);
  const stale = staleFile.test(message);
  return (
    <MessagePage
      inside={inside}
      icon={stale ? RefreshCw : Unplug}
      title={words(stale ? "errors.staleTitle" : "errors.crashTitle")}
      detail={words(stale ? "errors.staleDetail" : "errors.crashDetail")}
      actions={
        <Button variant="primary" onClick={() => window.location.reload()}>
          {words("errors.reload")}
        </Button>
      }
    >
      <details className="text-sm text-ink-muted">
        <summary className="rounded-sm">{words("errors.technical")}</summary>
        <pre className="mt-2 overflow-x-auto rounded-md bg-sunken p-3 font-mono text-xs whitespace-pre-wrap">
          {message}
        </pre>
      </details>
    </MessagePage>
  );
}
