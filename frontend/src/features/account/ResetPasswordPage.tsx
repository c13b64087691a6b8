import { zodResolver } from "@hookform/resolvers/zod";
import { useForm, useWatch } from "react-hook-form";
import { Link, useSearchParams } from "react-router";
import * as z from "zod/mini";

import { Button } from "@/components/ui/button";
import { ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { PasswordInput } from "@/components/ui/password-input";
import { useMeta } from "@/lib/api/meta";
import { toProblem } from "@/lib/api/problem";
import { formProblem, showProblem } from "@/lib/form";
import { useAccountWords } from "@/lib/strings/en/account";

import { useResetPassword } from "./api";
import { AuthFrame, TextLink } from "./AuthFrame";
import { rules } from "./schema";

function Ended({ state }: { state: "done" | "incomplete" }) {
  const words = useAccountWords();
  return (
    <AuthFrame title={words(`reset.${state}Title`)} detail={words(`reset.${state}Detail`)}>
      <Button variant="primary" size="lg" asChild>
        {state === "done" ? (
          <Link to="/login">{words("reset.toLogin")}</Link>
        ) : (
          <Link to="/forgot-password">{words("reset.askAgain")}</Link>
        )}
      </Button>
    </AuthFrame>
  );
}

export default function ResetPasswordPage() {
  const [query] = useSearchParams();
  const token = query.get("token") ?? "";
  return token === "" ? <Ended state="incomplete" /> : <ResetForm token={token} />;
}

function ResetForm({ token }: { token: string }) {
  const words = useAccountWords();
  const minimum = useMeta().data?.min_password;
  const reset = useResetPassword();
  const form = useForm({
    resolver: zodResolver(z.object({ password: rules(words).goodPassword(minimum) })),
    defaultValues: { password: "" },
  });
  const typed = useWatch({ control: form.control, name: "password" });
  const submit = form.handleSubmit(({ password }) =>
    reset.mutate({ token, password }, { onError: (error) => showProblem(form, error) }),
  );
  if (reset.isSuccess) return <Ended state="done" />;
  const spent = reset.error && toProblem(reset.error).code === "token_invalid";
  return (
    <AuthFrame
      title={words("reset.title")}
      detail={words("reset.detail")}
      footer={spent && <TextLink to="/forgot-password">{words("reset.askAgain")}</TextLink>}
    >
      <form noValidate onSubmit={submit} className="flex flex-col gap-5">
        <Field label={words("fields.newPassword")} error={form.formState.errors.password?.message}>
          <PasswordInput
            autoComplete="new-password"
            rulesFor={{ typed, minimum }}
            {...form.register("password")}
          />
        </Field>
        <ProblemNote error={formProblem(form, reset.error)} />
        <Button type="submit" variant="primary" size="lg" busy={reset.isPending}>
          {words("reset.submit")}
        </Button>
      </form>
    </AuthFrame>
  );
}
