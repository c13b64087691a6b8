import { useEffect } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";

import { PlatformMark } from "@/components/ui/platform-mark";
import { Button } from "@/components/ui/button";
import { ErrorState, Note } from "@/components/ui/error-state";
import { Logo } from "@/components/ui/logo";
import { DocumentTitle } from "@/components/ui/page";
import { Progress } from "@/components/ui/progress";
import { toast } from "@/components/ui/toast";
import { useConnect } from "@/lib/api/connections";
import { usePlatforms } from "@/lib/api/platforms";
import { useSignedInUser } from "@/lib/api/user";
import { safePath } from "@/lib/safe-path";
import { useConnectionWords } from "@/lib/strings/en/connections";

import { useFinishConnecting } from "./api";

function WaysOn({ platform }: { platform: string }) {
  const words = useConnectionWords();
  const firstRun = useSignedInUser().workspace.onboarding_step === "platform-connection";
  const back = firstRun ? "/onboarding/platform-connection" : "/platforms";
  const connect = useConnect();
  return (
    <>
      <Button
        variant="primary"
        busy={connect.isPending}
        onClick={() => connect.mutate({ platform, returnTo: back }, { onError: toast.problem })}
      >
        {words("callback.again")}
      </Button>
      <Button asChild>
        <Link to={back}>{words("callback.back")}</Link>
      </Button>
    </>
  );
}

function usePlatformName(key: string): string {
  return usePlatforms().data?.find((platform) => platform.key === key)?.name ?? key;
}

/** Where platforms send people back to after the consent page. */
export default function CallbackPage() {
  const words = useConnectionWords();
  const navigate = useNavigate();
  const { platform = "" } = useParams();
  const [query] = useSearchParams();
  const name = usePlatformName(platform);
  const state = query.get("state") ?? "";
  const finish = useFinishConnecting({
    platform,
    state,
    code: query.get("code") ?? undefined,
    error: query.get("error") ?? undefined,
    error_description: query.get("error_description") ?? undefined,
  });

  useEffect(() => {
    if (!finish.data) return;
    toast.done(words("callback.done", { name: `@${finish.data.connection.username}` }));
    void navigate(safePath(finish.data.return_to, "/platforms"), { replace: true });
  }, [finish.data, navigate, words]);

  return (
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto flex min-h-dvh max-w-lg flex-col gap-6 px-4 py-16 outline-none sm:py-28"
    >
      <DocumentTitle>{words("callback.title", { platform: name })}</DocumentTitle>
      <Logo />
      <h1 className="flex items-center gap-3 text-xl font-semibold">
        <PlatformMark platform={platform} className="size-6" />
        {words(finish.isError || state === "" ? "callback.failedTitle" : "callback.title", {
          platform: name,
        })}
      </h1>
      {state === "" ? (
        <>
          <Note tone="bad" role="alert" title={words("callback.incompleteTitle", { platform: name })}>
            {words("callback.incompleteDetail")}
          </Note>
          <div className="flex gap-2">
            <WaysOn platform={platform} />
          </div>
        </>
      ) : finish.isError ? (
        <ErrorState error={finish.error} action={<WaysOn platform={platform} />} />
      ) : (
        <div role="status" className="flex flex-col gap-3">
          <Progress label={words("callback.title", { platform: name })} value={null} />
          <p className="text-ink-muted">{words("callback.working")}</p>
        </div>
      )}
    </main>
  );
}
