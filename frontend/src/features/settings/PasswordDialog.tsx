import { zodResolver } from "@hookform/resolvers/zod";
import { useForm, useWatch } from "react-hook-form";
import * as z from "zod/mini";

import { Button } from "@/components/ui/button";
import { ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { PasswordInput } from "@/components/ui/password-input";
import { toast } from "@/components/ui/toast";
import { useMeta } from "@/lib/api/meta";
import { useSignedInUser } from "@/lib/api/user";
import { formProblem, showProblem } from "@/lib/form";
import { isGoodPassword } from "@/lib/password";
import { useSettingsWords } from "@/lib/strings/en/settings";

import { useChangePassword, useResetLink } from "./api";
import { AskDialog, type AskDialogProps } from "./AskDialog";

export default function PasswordDialog(dialog: AskDialogProps) {
  const words = useSettingsWords();
  const minimum = useMeta().data?.min_password;
  const { email } = useSignedInUser();
  const change = useChangePassword();
  const link = useResetLink();
  const form = useForm({
    resolver: zodResolver(
      z.object({
        current_password: z.string().check(z.minLength(1, words("password.currentMissing"))),
        password: z
          .string()
          .check(z.refine((typed) => isGoodPassword(typed, minimum), words("password.weak"))),
      }),
    ),
    defaultValues: { current_password: "", password: "" },
  });
  const { errors } = form.formState;
  const typed = useWatch({ control: form.control, name: "password" });
  const submit = form.handleSubmit((values) =>
    change.mutate(values, {
      onSuccess: () => {
        dialog.onOpenChange(false);
        toast.done(words("password.done"));
      },
      onError: (error) => showProblem(form, error),
    }),
  );
  return (
    <AskDialog
      {...dialog}
      title={words("password.ask")}
      detail={words("password.askDetail")}
      submit={words("password.submit")}
      busy={change.isPending}
      onSubmit={submit}
    >
      {/* For programs that keep passwords: whose it is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <Field
        label={words("password.current")}
        error={errors.current_password?.message}
        aside={
          <Button
            variant="link"
            busy={link.isPending}
            onClick={() =>
              link.mutate(email, {
                onSuccess: () => toast.done(words("password.linkSent", { email })),
                onError: toast.problem,
              })
            }
          >
            {words("password.forgot")}
          </Button>
        }
      >
        <PasswordInput autoComplete="current-password" {...form.register("current_password")} />
      </Field>
      <Field label={words("password.wanted")} error={errors.password?.message}>
        <PasswordInput
          autoComplete="new-password"
          rulesFor={{ typed, minimum }}
          {...form.register("password")}
        />
      </Field>
      <ProblemNote error={formProblem(form, change.error)} />
    </AskDialog>
  );
}
