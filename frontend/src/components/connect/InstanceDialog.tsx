import { useId, useState, type SyntheticEvent } from "react";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toProblem } from "@/lib/api/problem";
import { useConnectionWords } from "@/lib/strings/en/connections";

import { PlanProblem } from "./plan-problem";
import type { Connecting } from "./use-connecting";

const examples = ["mastodon.social", "mastodon.online", "fosstodon.org"];

/** Asks for the server of a federated service. */
export function InstanceDialog({ connecting }: { connecting: Connecting }) {
  const words = useConnectionWords();
  const form = useId();
  const [server, setServer] = useState("");
  const [missing, setMissing] = useState(false);
  const { leave, error } = connecting.asking;
  const unknown = error && toProblem(error).code === "bad_instance" ? toProblem(error).detail : undefined;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setMissing(server.trim() === "");
    if (server.trim()) leave(server.trim());
  };
  return (
    <Dialog
      title={words("instance.title")}
      detail={words("instance.detail")}
      footer={
        <Button type="submit" form={form} variant="primary" busy={connecting.busy}>
          {words("instance.goOn")}
        </Button>
      }
    >
      <form id={form} noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={words("instance.label")}
          hint={words("instance.hint")}
          error={missing ? words("instance.missing") : unknown}
        >
          <Input
            inputMode="url"
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            placeholder={examples[0]}
            value={server}
            onChange={(event) => setServer(event.target.value)}
          />
        </Field>
        <div role="group" aria-label={words("instance.examples")} className="flex flex-wrap gap-2">
          {examples.map((example) => (
            <Button key={example} size="sm" onClick={() => setServer(example)}>
              {example}
            </Button>
          ))}
        </div>
        {!unknown && <PlanProblem error={error} />}
      </form>
    </Dialog>
  );
}
