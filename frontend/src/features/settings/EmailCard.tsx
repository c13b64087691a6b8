import { lazy, useState } from "react";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Note, ProblemNote } from "@/components/ui/error-state";
import { toast } from "@/components/ui/toast";
import { useResendVerification, useSignedInUser } from "@/lib/api/user";
import { useSettingsWords } from "@/lib/strings/en/settings";

import { useKeepEmail } from "./api";
import { WhenOpen } from "./WhenOpen";

const EmailDialog = lazy(() => import("./EmailDialog"));

function Pending({ pending, email }: { pending: string; email: string }) {
  const words = useSettingsWords();
  const keep = useKeepEmail();
  return (
    <Note tone="accent">
      <p className="wrap-anywhere">{words("email.pending", { email: pending })}</p>
      <Button
        size="sm"
        className="mt-3 max-w-full"
        busy={keep.isPending}
        onClick={() =>
          keep.mutate(undefined, { onSuccess: () => toast.done(words("email.kept", { email })) })
        }
      >
        <span className="truncate">{words("email.keep", { email })}</span>
      </Button>
      <ProblemNote error={keep.error} className="mt-3" />
    </Note>
  );
}

function Resend() {
  const words = useSettingsWords();
  const resend = useResendVerification();
  return (
    <div className="flex flex-col items-start gap-3">
      <Button
        size="sm"
        busy={resend.isPending}
        onClick={() => resend.mutate(undefined, { onSuccess: () => toast.done(words("email.sent")) })}
      >
        {words("email.again")}
      </Button>
      <ProblemNote error={resend.error} />
    </div>
  );
}

export function EmailCard() {
  const words = useSettingsWords();
  const { email, email_verified, pending_email } = useSignedInUser();
  const [asking, setAsking] = useState(false);
  return (
    <Card>
      <CardHeader
        title={words("email.title")}
        detail={words("email.detail")}
        aside={
          <Button size="sm" onClick={() => setAsking(true)}>
            {words("email.change")}
          </Button>
        }
      />
      <CardBody className="flex flex-col gap-4">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <p className="min-w-0 truncate">{email}</p>
          <Badge tone={email_verified ? "good" : "warn"} dot>
            {words(email_verified ? "email.confirmed" : "email.unconfirmed")}
          </Badge>
        </div>
        {!email_verified && <Resend />}
        {pending_email && <Pending pending={pending_email} email={email} />}
      </CardBody>
      <WhenOpen open={asking}>
        <EmailDialog open={asking} onOpenChange={setAsking} />
      </WhenOpen>
    </Card>
  );
}
