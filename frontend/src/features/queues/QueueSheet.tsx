import { useId, useState } from "react";

import { Checkbox } from "@/components/ui/checkbox";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DialogRoot, Sheet } from "@/components/ui/dialog";
import { Note, ProblemNote } from "@/components/ui/error-state";
import { FormFooter } from "@/components/ui/form-footer";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PlatformMark } from "@/components/ui/platform-mark";
import { toast } from "@/components/ui/toast";
import { ZoneSelect } from "@/components/ui/zone-select";
import { accountName } from "@/lib/account-name";
import { useConnections } from "@/lib/api/connections";
import type { Queue, QueueColour } from "@/lib/api/contract";
import { toProblem } from "@/lib/api/problem";
import { fieldsOf, useChangeQueue, useCreateQueue, useDeleteQueue, type QueueFields } from "@/lib/api/queues";
import { useZone } from "@/lib/api/user";
import { cn } from "@/lib/cn";
import { useQueueWords } from "@/lib/strings/en/queues";

import { dots, firstSlots } from "./week";

const colours = Object.keys(dots) as QueueColour[];

interface ColoursProps {
  value: QueueColour;
  onChange: (colour: QueueColour) => void;
}

function Colours({ value, onChange }: ColoursProps) {
  const words = useQueueWords();
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{words("form.colour")}</legend>
      <div className="flex flex-wrap gap-2">
        {colours.map((colour) => (
          <label
            key={colour}
            title={words(`form.colours.${colour}`)}
            className="grid size-10 cursor-pointer place-items-center rounded-full border border-line has-checked:border-2 has-checked:border-ink has-focus-visible:outline-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              aria-label={words(`form.colours.${colour}`)}
              checked={colour === value}
              onChange={() => onChange(colour)}
            />
            <span aria-hidden className={cn("size-5 rounded-full", dots[colour])} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface AccountsProps {
  chosen: string[];
  error?: string;
  onChange: (chosen: string[]) => void;
}

function Accounts({ chosen, error, onChange }: AccountsProps) {
  const words = useQueueWords();
  const connections = useConnections().data ?? [];
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 text-sm font-medium">{words("form.accounts")}</legend>
      <p className="text-xs text-ink-faint">{words("form.accountsHint")}</p>
      {connections.map((connection) => (
        <Checkbox
          key={connection.id}
          checked={chosen.includes(connection.id)}
          onChange={(event) =>
            onChange(
              event.target.checked
                ? [...chosen, connection.id]
                : chosen.filter((other) => other !== connection.id),
            )
          }
          label={
            <span className="flex items-center gap-2 text-ink">
              <PlatformMark platform={connection.platform} label={connection.platform} />
              {accountName(connection)}
            </span>
          }
        />
      ))}
      {error && <FieldError>{error}</FieldError>}
    </fieldset>
  );
}

interface QueueSheetProps {
  /** The one to change; null makes a new one. */
  queue: Queue | null;
  onClose: () => void;
  onMade: (id: string) => void;
}

/** What a queue is called, looks like and posts through. Its times are changed on the page. */
export default function QueueSheet({ queue, onClose, onMade }: QueueSheetProps) {
  const words = useQueueWords();
  const id = useId();
  const zone = useZone();
  const connections = useConnections().data ?? [];
  const create = useCreateQueue();
  const change = useChangeQueue();
  const remove = useDeleteQueue();
  const [asking, setAsking] = useState(false);
  const [tried, setTried] = useState(false);
  const [changes, setChanges] = useState<Partial<QueueFields>>({});
  const set = (more: Partial<QueueFields>) => setChanges((current) => ({ ...current, ...more }));
  // The accounts may come after the sheet: a new queue serves all of them until somebody says otherwise.
  const start = queue
    ? fieldsOf(queue)
    : {
        name: "",
        colour: "blue" as const,
        zone,
        connection_ids: connections.map((connection) => connection.id),
        slots: firstSlots,
      };
  const typed: QueueFields = { ...start, ...changes };
  const error = create.error ?? change.error;
  const refused = error ? toProblem(error).fields : [];
  const told = (field: string) => refused.find((one) => one.field === field)?.message;
  const nameError = tried && !typed.name.trim() ? words("form.nameMissing") : told("name");
  const accountsError =
    tried && typed.connection_ids.length === 0 ? words("form.accountsMissing") : told("connection_ids");

  const submit = () => {
    setTried(true);
    if (!typed.name.trim() || typed.connection_ids.length === 0) return;
    if (queue) {
      change.mutate(
        { id: queue.id, version: queue.version, fields: typed },
        {
          onSuccess: () => {
            toast.done(words("form.saved"));
            onClose();
          },
        },
      );
    } else {
      create.mutate(typed, {
        onSuccess: (made) => {
          toast.done(words("form.created"));
          onMade(made.id);
        },
      });
    }
  };

  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Sheet
        title={queue ? words("form.editTitle", { name: queue.name }) : words("form.addTitle")}
        footer={
          <FormFooter
            form={id}
            busy={create.isPending || change.isPending}
            remove={queue && { label: words("form.delete"), onPress: () => setAsking(true) }}
          >
            {words(queue ? "form.save" : "form.create")}
          </FormFooter>
        }
      >
        <form
          id={id}
          noValidate
          className="grid gap-5 pb-1"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <Field label={words("form.name")} error={nameError}>
            <Input
              maxLength={60}
              placeholder={words("form.namePlaceholder")}
              value={typed.name}
              onChange={(event) => set({ name: event.target.value })}
            />
          </Field>
          <Colours value={typed.colour} onChange={(colour) => set({ colour })} />
          <Field label={words("form.zone")} error={told("zone")}>
            <ZoneSelect value={typed.zone} onChange={(next) => set({ zone: next })} />
          </Field>
          <Accounts
            chosen={typed.connection_ids}
            error={accountsError}
            onChange={(connection_ids) => set({ connection_ids })}
          />
          {!queue && <Note>{words("form.start")}</Note>}
          {error && !nameError && !accountsError && !told("zone") && <ProblemNote error={error} />}
        </form>
        {queue && (
          <ConfirmDialog
            open={asking}
            onOpenChange={setAsking}
            danger
            title={words("form.deleteTitle", { name: queue.name })}
            detail={words("form.deleteDetail")}
            confirm={words("form.delete")}
            busy={remove.isPending}
            onConfirm={() =>
              remove.mutate(queue.id, {
                onSuccess: () => {
                  toast.done(words("form.deleted"));
                  onClose();
                },
                onError: toast.problem,
              })
            }
          />
        )}
      </Sheet>
    </DialogRoot>
  );
}
