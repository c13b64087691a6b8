import { Link, useSearchParams } from "react-router";

import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Progress } from "@/components/ui/progress";
import { toProblem } from "@/lib/api/problem";
import { useAccountWords } from "@/lib/strings/en/account";

import { useVerifyEmail } from "./api";
import { AuthFrame, TextLink } from "./AuthFrame";

function GoOn() {
  const words = useAccountWords();
  return (
    <Button variant="primary" size="lg" asChild>
      {/* The sign-in page passes on at once whoever is signed in. */}
      <Link to="/login">{words("verify.goOn")}</Link>
    </Button>
  );
}

export default function VerifyEmailPage() {
  const words = useAccountWords();
  const [query] = useSearchParams();
  const token = query.get("token") ?? "";
  const verification = useVerifyEmail(token);
  if (token === "") {
    return (
      <AuthFrame title={words("reset.incompleteTitle")} detail={words("reset.incompleteDetail")}>
        <GoOn />
      </AuthFrame>
    );
  }
  if (verification.isSuccess) {
    return (
      <AuthFrame title={words("verify.doneTitle")} detail={words("verify.doneDetail")}>
        <GoOn />
      </AuthFrame>
    );
  }
  const usedUp = verification.isError && toProblem(verification.error).code === "token_invalid";
  return (
    <AuthFrame title={words("verify.title")}>
      {verification.isError ? (
        <>
          <ErrorState
            error={verification.error}
            // A link that is used up or too old stays so, however often it is tried.
            onRetry={usedUp ? undefined : () => void verification.refetch()}
            retrying={verification.isFetching}
            action={<GoOn />}
          />
          {usedUp && (
            <p className="mt-4 text-sm text-ink-muted">
              {words("verify.spent")} <TextLink to="/settings">{words("verify.settings")}</TextLink>
            </p>
          )}
        </>
      ) : (
        <Progress label={words("verify.working")} value={null} />
      )}
    </AuthFrame>
  );
}
