import { setupWorker } from "msw/browser";

import { handlers } from "./handlers";
import { aUser, resetWorld } from "./world";

/** `?as=visitor` or `?as=newcomer` on the first address chooses who looks; the default is a settled person. */
export async function startMocks(): Promise<void> {
  const role = new URLSearchParams(window.location.search).get("as");
  const newcomer = aUser({
    email_verified: false,
    workspace: { ...aUser().workspace, onboarding_step: "welcome" },
  });
  resetWorld({ signedIn: role !== "visitor", user: role === "newcomer" ? newcomer : aUser() });
  await setupWorker(...handlers).start({ onUnhandledFrame: "bypass", quiet: true });
}
