import { Link } from "react-router";

import { ConnectButton } from "@/components/connect/ConnectButton";
import { Button } from "@/components/ui/button";
import { usePlatforms } from "@/lib/api/platforms";
import { useSignedInUser } from "@/lib/api/user";
import { useConnectionWords } from "@/lib/strings/en/connections";

/** Where somebody goes on who was not connected: the set-up while it lasts, else the platforms. */
export function useWayBack(): string {
  const { onboarding_step } = useSignedInUser().workspace;
  return onboarding_step === "platform-connection" ? "/onboarding/platform-connection" : "/platforms";
}

/** What to press after a connection failed. */
export function WaysOn({ platform: key }: { platform: string }) {
  const words = useConnectionWords();
  const back = useWayBack();
  const platform = usePlatforms().data?.find((one) => one.key === key);
  return (
    <>
      {platform && (
        <ConnectButton platform={platform} returnTo={back} variant="primary">
          {words("callback.again")}
        </ConnectButton>
      )}
      <Button asChild>
        <Link to={back}>{words(back === "/platforms" ? "callback.back" : "callback.backFirst")}</Link>
      </Button>
    </>
  );
}
