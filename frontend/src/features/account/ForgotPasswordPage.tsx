import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";

import { Button } from "@/components/ui/button";
import { ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { formProblem, showProblem } from "@/lib/form";
import { useAccountWords } from "@/lib/strings/en/account";

import { useForgotPassword } from "./api";
import { AuthFrame, TextLink } from "./AuthFrame";
import { MailboxLink } from "./MailboxLink";
import { rules } from "./schema";

function Sent({ email }: { email: string }) {
  const words = useAccountWords();
  return (
    <AuthFrame
      title={words("forgot.sentTitle")}
      detail={words("forgot.sentDetail", { email })}
      footer={<TextLink to="/login">{words("forgot.back")}</TextLink>}
    >
      <MailboxLink />
    </AuthFrame>
  );
}

export default function ForgotPasswordPage() {
  const words = useAccountWords();
  const forgot = useForgotPassword();
  const form = useForm({
    resolver: zodResolver(z.object({ email: rules(words).email })),
    defaultValues: { email: "" },
  });
  const submit = form.handleSubmit(({ email }) =>
    forgot.mutate(email, { onError: (error) => showProblem(form, error) }),
  );
  if (forgot.isSuccess) return <Sent email={forgot.variables} />;
  return (
    <AuthFrame
      title={words("forgot.title")}
      detail={words("forgot.detail")}
      footer={<TextLink to="/login">{words("forgot.back")}</TextLink>}
    >
      <form noValidate onSubmit={submit} className="flex flex-col gap-5">
        <Field label={words("fields.email")} error={form.formState.errors.email?.message}>
          <Input type="email" autoComplete="username" inputMode="email" {...form.register("email")} />
        </Field>
        <ProblemNote error={formProblem(form, forgot.error)} />
        <Button type="submit" variant="primary" size="lg" busy={forgot.isPending}>
          {words("forgot.submit")}
        </Button>
      </form>
    </AuthFrame>
  );
}
