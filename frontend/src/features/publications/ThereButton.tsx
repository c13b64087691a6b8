import { useState } from "react";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toProblem } from "@/lib/api/problem";
import { useConfirm } from "@/lib/api/publications";
import { usePublicationWords } from "@/lib/strings/en/publications";

import { AskButton } from "./AskButton";

const address = /^https?:\/\/\S+$/;

interface ThereButtonProps {
  id: string;
  /** Where it is known that it is there, and only its address is missing. */
  linkOnly?: boolean;
}

/** "It is there", with its address if the person has it. */
export function ThereButton({ id, linkOnly = false }: ThereButtonProps) {
  const words = usePublicationWords();
  const group = linkOnly ? "link" : "there";
  const confirm = useConfirm();
  const [typed, setTyped] = useState("");
  const [refused, setRefused] = useState<string>();
  const url = typed.trim() || null;
  const fieldProblem = confirm.error ? toProblem(confirm.error).field("url") : undefined;

  const send = (done: () => void) => {
    const wrong = url === null ? linkOnly : !address.test(url);
    setRefused(wrong ? words("there.bad") : undefined);
    if (!wrong) confirm.mutate({ id, url }, { onSuccess: done });
  };

  return (
    <AskButton
      label={words(`${group}.button`)}
      title={words(`${group}.title`)}
      detail={words(`${group}.detail`)}
      confirm={words(`${group}.confirm`)}
      busy={confirm.isPending}
      error={fieldProblem ? null : confirm.error}
      onConfirm={send}
    >
      <Field
        label={words("there.label")}
        hint={words("there.hint")}
        error={refused ?? fieldProblem}
        optional={!linkOnly}
      >
        <Input type="url" inputMode="url" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </Field>
    </AskButton>
  );
}
