import { Check, PenLine, RotateCw, X } from "lucide-react";
import { useEffect, useRef } from "react";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { Note, ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { PlatformMark } from "@/components/ui/platform-mark";
import { accountName } from "@/lib/account-name";
import { useAutomationStatus } from "@/lib/api/automation";
import { useConnections } from "@/lib/api/connections";
import type { PlannedEntry } from "@/lib/api/contract";
import { useZone } from "@/lib/api/user";
import { useAutomationWords } from "@/lib/strings/en/automation";
import { formatMoment, formatRelative, useNow } from "@/lib/time";

import { useEdit } from "./api";
import { useDomainName } from "./use-domain-name";

interface EditorProps {
  entry: PlannedEntry;
  text: string;
  onType: (text: string) => void;
  onDone: () => void;
}

function Editor({ entry, text, onType, onDone }: EditorProps) {
  const words = useAutomationWords();
  const edit = useEdit();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <div className="grid gap-3">
      <Field label={words("review.editLabel")}>
        <Textarea
          ref={field}
          dir="auto"
          rows={8}
          value={text}
          onChange={(event) => onType(event.target.value)}
        />
      </Field>
      <ProblemNote error={edit.error} />
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          busy={edit.isPending}
          onClick={() => edit.mutate({ id: entry.id, text }, { onSuccess: onDone })}
        >
          {words("review.keep")}
        </Button>
        <Button onClick={onDone}>{words("review.leave")}</Button>
      </div>
    </div>
  );
}

function Where({ entry }: { entry: PlannedEntry }) {
  const words = useAutomationWords();
  const zone = useZone();
  const now = useNow();
  const connection = useConnections().data?.find(({ id }) => id === entry.connection_id);
  const domain = useDomainName()(entry.domain);
  const held = useAutomationStatus().data?.is_active === false;
  const over = Date.parse(entry.at) <= now.getTime();
  return (
    <div>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm font-medium">
        <PlatformMark platform={entry.platform} className="size-4" />
        {connection && accountName(connection)}
        <Badge>{domain}</Badge>
        {entry.exploring && <Badge tone="accent">{words("slots.exploring")}</Badge>}
      </p>
      <p className="mt-1 text-sm text-ink-muted tabular-nums">
        {words(held ? "review.goesHeld" : "review.goes", { time: formatMoment(entry.at, zone, "moment") })}
        {". "}
        <span className="text-warn-text">
          {over ? words("review.expired") : words("review.expires", { time: formatRelative(entry.at, now) })}
        </span>
      </p>
    </div>
  );
}

interface ItemProps {
  entry: PlannedEntry;
  /** What was typed and is not saved; undefined while nobody edits. */
  typed: string | undefined;
  busy: "approve" | "regenerate" | null;
  onType: (text: string) => void;
  onTyped: () => void;
  onApprove: () => void;
  onRegenerate: () => void;
  onReject: () => void;
}

/** One post that waits, with everything that may be decided about it. The deeds lie under the thumb. */
export function Item(props: ItemProps) {
  const { entry, typed, busy, onType, onTyped, onApprove, onRegenerate, onReject } = props;
  const words = useAutomationWords();
  return (
    <Card aria-label={words("review.title")}>
      <CardBody className="grid gap-4">
        <Where entry={entry} />
        {typed !== undefined ? (
          <Editor key={entry.id} entry={entry} text={typed} onType={onType} onDone={onTyped} />
        ) : (
          <p dir="auto" className="min-h-24 text-base break-words whitespace-pre-wrap">
            {entry.text}
          </p>
        )}
        {entry.media_id && (
          <img
            src={`/media/${entry.media_id}/thumbnail`}
            alt=""
            className="max-h-64 w-fit max-w-full rounded-md bg-sunken object-contain"
          />
        )}
        {entry.flags.length > 0 && (
          <Note tone="warn" title={words("review.flags")}>
            <ul className="list-disc pl-4">
              {entry.flags.map((flag) => (
                <li key={flag}>{flag}</li>
              ))}
            </ul>
          </Note>
        )}
        {entry.problem && <Note tone="warn">{entry.problem}</Note>}
        <details className="text-xs text-ink-muted">
          <summary className="w-fit cursor-pointer rounded-sm py-1">{words("slots.why")}</summary>
          <ul className="list-disc pl-4">
            {entry.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
            {entry.engine && <li>{words("slots.written", { engine: entry.engine })}</li>}
          </ul>
        </details>
        {typed === undefined && (
          <div className="sticky bottom-20 grid grid-cols-2 gap-2 rounded-md bg-surface py-2 sm:static sm:flex">
            <Button size="lg" variant="danger" onClick={onReject}>
              <X aria-hidden />
              {words("review.reject")}
            </Button>
            <Button size="lg" variant="primary" busy={busy === "approve"} onClick={onApprove}>
              <Check aria-hidden />
              {words("review.approve")}
            </Button>
            <Button size="lg" busy={busy === "regenerate"} onClick={onRegenerate}>
              <RotateCw aria-hidden />
              {words("review.regenerate")}
            </Button>
            <Button size="lg" onClick={() => onType(entry.text)}>
              <PenLine aria-hidden />
              {words("review.edit")}
            </Button>
          </div>
        )}
      </CardBody>
    </Card>
  );
}
