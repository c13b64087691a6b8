import { PenLine } from "lucide-react";
import { Link } from "react-router";

import { Button } from "@/components/ui/button";
import { Note, ProblemNote } from "@/components/ui/error-state";
import type { HoldCode, Publication } from "@/lib/api/contract";
import { useCancelPost, usePost } from "@/lib/api/posts";
import { useRetry } from "@/lib/api/publications";
import { usePublishingCommand } from "@/lib/api/publishing";
import { useSignedInUser } from "@/lib/api/user";
import { usePublicationWords } from "@/lib/strings/en/publications";

import { AskButton } from "./AskButton";
import { DropButton } from "./DropButton";
import { partBefore } from "./thread-parts";

function Resume() {
  const words = usePublicationWords();
  const command = usePublishingCommand();
  return (
    <>
      <Button variant="primary" busy={command.isPending} onClick={() => command.mutate("resume")}>
        {words("hold.resume")}
      </Button>
      <ProblemNote error={command.error} className="w-full" />
    </>
  );
}

function SendNow({ id, label }: { id: string; label: string }) {
  const retry = useRetry();
  return (
    <>
      <Button variant="primary" busy={retry.isPending} onClick={() => retry.mutate(id)}>
        {label}
      </Button>
      <ProblemNote error={retry.error} className="order-last w-full" />
    </>
  );
}

function ToPartBefore({ publication }: { publication: Publication }) {
  const words = usePublicationWords();
  const before = partBefore(publication, usePost(publication.post_id).data);
  if (!before) return null;
  return (
    <Button asChild>
      <Link to={`/publications/${before.id}`}>{words("hold.previous")}</Link>
    </Button>
  );
}

function WayOn({ code, publication }: { code: HoldCode; publication: Publication }) {
  const words = usePublicationWords();
  switch (code) {
    case "paused":
      return <Resume />;
    case "too_late":
      return (
        <>
          <SendNow id={publication.id} label={words("sendNow")} />
          <DropButton publication={publication} />
        </>
      );
    case "reconnect":
      return (
        <Button variant="primary" asChild>
          <Link to="/platforms">{words("hold.reconnectLink")}</Link>
        </Button>
      );
    case "waiting_for_previous":
    case "previous_failed":
      return <ToPartBefore publication={publication} />;
    case "previous_without_link":
      return (
        <>
          <ToPartBefore publication={publication} />
          <SendNow id={publication.id} label={words("hold.newThread")} />
        </>
      );
    case "preparing":
      return null;
  }
}

function CancelButton({ publication }: { publication: Publication }) {
  const words = usePublicationWords();
  const cancel = useCancelPost();
  const count = usePost(publication.post_id).data?.publications.length ?? 1;
  return (
    <AskButton
      danger
      variant="ghost"
      label={words("cancel.button")}
      title={words("cancel.title")}
      detail={words("cancel.detail", { count })}
      confirm={words("cancel.confirm")}
      busy={cancel.isPending}
      error={cancel.error}
      onConfirm={(done) => cancel.mutate(publication.post_id, { onSuccess: done })}
    />
  );
}

const passing = new Set<HoldCode>(["waiting_for_previous", "preparing"]);

/** What a scheduled post waits for, what moves it on, and the ways to change or stop it. */
export function Waiting({ publication }: { publication: Publication }) {
  const words = usePublicationWords();
  const { hold, post_id } = publication;
  const stopped = useSignedInUser().workspace.publishing === "stopped";
  const title = hold && words(hold.code === "paused" && stopped ? "hold.stopped" : `hold.${hold.code}`);
  return (
    <div className="flex flex-col gap-4">
      {hold && (
        <Note tone={passing.has(hold.code) ? "neutral" : "warn"} title={title}>
          {hold.message}
        </Note>
      )}
      <div className="flex flex-wrap items-center gap-2">
        {hold && <WayOn code={hold.code} publication={publication} />}
        <Button asChild>
          <Link to={`/compose/${post_id}`}>
            <PenLine aria-hidden />
            {words("edit")}
          </Link>
        </Button>
        {hold?.code !== "too_late" && <CancelButton publication={publication} />}
      </div>
    </div>
  );
}
