import { useEffect } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";

import { ErrorState, Note } from "@/components/ui/error-state";
import { Progress } from "@/components/ui/progress";
import { toast } from "@/components/ui/toast";
import { accountName } from "@/lib/account-name";
import { usePlatforms } from "@/lib/api/platforms";
import { safePath } from "@/lib/safe-path";
import { useConnectionWords } from "@/lib/strings/en/connections";

import { useFinishConnecting } from "./api";
import { PassageFrame } from "./PassageFrame";
import { WaysOn } from "./WaysOn";

/** Where platforms send people back to after the consent page. */
export default function CallbackPage() {
  const words = useConnectionWords();
  const navigate = useNavigate();
  const { platform = "" } = useParams();
  const [query] = useSearchParams();
  const platforms = usePlatforms();
  const known = platforms.data?.find(({ key }) => key === platform);
  const name = known?.name ?? words("callback.unknown");
  const state = query.get("state") ?? "";
  const { data, error, isError } = useFinishConnecting({
    platform,
    state,
    code: query.get("code") ?? undefined,
    error: query.get("error") ?? undefined,
    error_description: query.get("error_description") ?? undefined,
  });

  useEffect(() => {
    if (!data) return;
    if (data.choice) {
      void navigate(`/auth/choose/${data.choice.id}`, { replace: true });
      return;
    }
    if (data.connection) {
      const said = data.renewed ? "callback.renewed" : "callback.done";
      toast.done(words(said, { name: accountName(data.connection) }));
    }
    void navigate(safePath(data.return_to, "/platforms"), { replace: true });
  }, [data, navigate, words]);

  const failed = isError || state === "";
  return (
    <PassageFrame
      platform={known || platforms.isPending ? platform : ""}
      title={words(failed ? "callback.failedTitle" : "callback.title", { platform: name })}
    >
      {state === "" ? (
        <>
          <Note tone="bad" role="alert" title={words("callback.incompleteTitle", { platform: name })}>
            {words("callback.incompleteDetail")}
          </Note>
          <div className="flex gap-2">
            <WaysOn platform={platform} />
          </div>
        </>
      ) : isError ? (
        <ErrorState error={error} action={<WaysOn platform={platform} />} />
      ) : (
        <div role="status" className="flex flex-col gap-3">
          <Progress label={words("callback.title", { platform: name })} value={null} />
          <p className="text-ink-muted">{words("callback.working")}</p>
        </div>
      )}
    </PassageFrame>
  );
}
