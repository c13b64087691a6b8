import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";

import { ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "@/components/ui/password-input";
import { useSignedInUser } from "@/lib/api/user";
import { formProblem, showProblem } from "@/lib/form";
import { useSettingsWords } from "@/lib/strings/en/settings";

import { useChangeEmail } from "./api";
import { AskDialog, type AskDialogProps } from "./AskDialog";

export default function EmailDialog(dialog: AskDialogProps) {
  const words = useSettingsWords();
  const user = useSignedInUser();
  const change = useChangeEmail();
  const form = useForm({
    resolver: zodResolver(
      z.object({
        email: z.string().check(z.trim(), z.email(words("email.wrong"))),
        password: z.string().check(z.minLength(1, words("yoursMissing"))),
      }),
    ),
    defaultValues: { email: "", password: "" },
  });
  const { errors } = form.formState;
  const submit = form.handleSubmit((values) =>
    change.mutate(values, {
      onSuccess: () => dialog.onOpenChange(false),
      onError: (error) => showProblem(form, error),
    }),
  );
  return (
    <AskDialog
      {...dialog}
      title={words("email.ask")}
      detail={words("email.askDetail", { email: user.email })}
      submit={words("email.submit")}
      busy={change.isPending}
      onSubmit={submit}
    >
      <Field label={words("email.wanted")} error={errors.email?.message}>
        <Input type="email" autoComplete="email" inputMode="email" {...form.register("email")} />
      </Field>
      <Field label={words("yours")} error={errors.password?.message}>
        <PasswordInput autoComplete="current-password" {...form.register("password")} />
      </Field>
      <ProblemNote error={formProblem(form, change.error)} />
    </AskDialog>
  );
}
