import { CirclePause, MailCheck, WifiOff } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { User } from "@/lib/api/contract";
import { useMeta } from "@/lib/api/meta";
import { usePublishingCommand } from "@/lib/api/publishing";
import { useResendVerification } from "@/lib/api/user";
import { cn } from "@/lib/cn";
import type { StreamState } from "@/lib/live";
import { useOnline } from "@/lib/online";
import { useAppWords } from "@/lib/strings/en/app";

interface BannerProps {
  icon: LucideIcon;
  tone: "warn" | "neutral";
  children: ReactNode;
  actions?: ReactNode;
}

function Banner({ icon: Icon, tone, children, actions }: BannerProps) {
  return (
    <div
      role="status"
      className={cn(
        "flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2 text-sm sm:px-8",
        tone === "warn" ? "bg-warn-soft text-warn-text" : "bg-sunken text-ink-muted",
      )}
    >
      <span className="flex min-w-0 flex-1 basis-64 items-start gap-2">
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span>{children}</span>
      </span>
      {actions && <span className="flex flex-wrap gap-x-4 gap-y-1">{actions}</span>}
    </div>
  );
}

function VerifyBanner({ user }: { user: User }) {
  const words = useAppWords();
  const mailbox = useMeta().data?.mailbox_url;
  const resend = useResendVerification();
  return (
    <Banner
      icon={MailCheck}
      tone="neutral"
      actions={
        <>
          {mailbox && (
            <Button variant="link" asChild>
              <a href={mailbox} target="_blank" rel="noreferrer">
                {words("verify.mailbox")}
              </a>
            </Button>
          )}
          <Button
            variant="link"
            busy={resend.isPending}
            onClick={() =>
              resend.mutate(undefined, {
                onSuccess: () => toast.done(words("verify.sent", { email: user.email })),
                onError: toast.problem,
              })
            }
          >
            {words("verify.again")}
          </Button>
        </>
      }
    >
      {words("verify.message", { email: user.email })}
    </Banner>
  );
}

function PublishingBanner({ state }: { state: "paused" | "stopped" }) {
  const words = useAppWords();
  const command = usePublishingCommand();
  return (
    <Banner
      icon={CirclePause}
      tone="warn"
      actions={
        <Button
          variant="link"
          busy={command.isPending}
          onClick={() =>
            command.mutate("resume", {
              onSuccess: () => toast.done(words("publishing.resumed")),
              onError: toast.problem,
            })
          }
        >
          {words("publishing.resume")}
        </Button>
      }
    >
      {words(`publishing.${state}`)}
    </Banner>
  );
}

/** What the person should know on every page, most pressing first. */
export function Banners({ user, stream }: { user: User; stream: StreamState }) {
  const words = useAppWords();
  const online = useOnline();
  const { publishing } = user.workspace;
  return (
    <>
      {!online && (
        <Banner icon={WifiOff} tone="warn">
          {words("offline")}
        </Banner>
      )}
      {online && stream === "waiting" && (
        <Banner icon={WifiOff} tone="neutral">
          {words("unreachable")}
        </Banner>
      )}
      {publishing !== "running" && <PublishingBanner state={publishing} />}
      {!user.email_verified && <VerifyBanner user={user} />}
    </>
  );
}
