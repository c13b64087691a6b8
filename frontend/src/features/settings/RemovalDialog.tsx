import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";

import { ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "@/components/ui/password-input";
import { toast } from "@/components/ui/toast";
import { formProblem, showProblem } from "@/lib/form";
import { useSettingsWords } from "@/lib/strings/en/settings";

import { useDeleteAccount } from "./api";
import { AskDialog, type AskDialogProps } from "./AskDialog";

const word = "DELETE";

/** Says what is lost, and asks for the password and a typed word. */
export default function RemovalDialog(dialog: AskDialogProps) {
  const words = useSettingsWords();
  const remove = useDeleteAccount(() => toast.done(words("remove.done")));
  const form = useForm({
    resolver: zodResolver(
      z.object({
        password: z.string().check(z.minLength(1, words("yoursMissing"))),
        confirmation: z
          .string()
          .check(z.refine((typed) => typed.trim() === word, words("remove.wordMissing", { word }))),
      }),
    ),
    defaultValues: { password: "", confirmation: "" },
  });
  const { errors } = form.formState;
  const submit = form.handleSubmit((values) =>
    remove.mutate(values, { onError: (error) => showProblem(form, error) }),
  );
  return (
    <AskDialog
      {...dialog}
      title={words("remove.ask")}
      detail={words("remove.askDetail")}
      submit={words("remove.submit")}
      busy={remove.isPending}
      danger
      onSubmit={submit}
    >
      <ul className="flex list-disc flex-col gap-1.5 pl-5 text-sm text-ink-muted">
        {words.list("remove.lost").map((loss) => (
          <li key={loss}>{loss}</li>
        ))}
      </ul>
      <Field label={words("yours")} error={errors.password?.message}>
        <PasswordInput autoComplete="current-password" {...form.register("password")} />
      </Field>
      <Field label={words("remove.word", { word })} error={errors.confirmation?.message}>
        <Input
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          {...form.register("confirmation")}
        />
      </Field>
      <ProblemNote error={formProblem(form, remove.error)} />
    </AskDialog>
  );
}
