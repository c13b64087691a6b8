import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { useLocation } from "react-router";
import * as z from "zod/mini";

import { Button } from "@/components/ui/button";
import { ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "@/components/ui/password-input";
import { formProblem, showProblem } from "@/lib/form";
import { useAccountWords } from "@/lib/strings/en/account";

import { useLogIn } from "./api";
import { AuthFrame, TextLink } from "./AuthFrame";
import { rules } from "./schema";

export default function LoginPage() {
  const words = useAccountWords();
  const { search } = useLocation();
  const logIn = useLogIn();
  const rule = rules(words);
  const form = useForm({
    resolver: zodResolver(z.object({ email: rule.email, password: rule.anyPassword })),
    defaultValues: { email: "", password: "" },
  });
  const { errors } = form.formState;
  const submit = form.handleSubmit((values) =>
    logIn.mutate(values, { onError: (error) => showProblem(form, error) }),
  );

  return (
    <AuthFrame
      title={words("login.title")}
      detail={words("login.detail")}
      footer={
        <>
          {words("login.none")} <TextLink to={`/register${search}`}>{words("login.register")}</TextLink>
        </>
      }
    >
      <form noValidate onSubmit={submit} className="flex flex-col gap-5">
        <Field label={words("fields.email")} error={errors.email?.message}>
          <Input type="email" autoComplete="username" inputMode="email" {...form.register("email")} />
        </Field>
        <Field
          label={words("fields.password")}
          error={errors.password?.message}
          aside={
            <span className="text-sm">
              <TextLink to="/forgot-password">{words("login.forgot")}</TextLink>
            </span>
          }
        >
          <PasswordInput autoComplete="current-password" {...form.register("password")} />
        </Field>
        <ProblemNote error={formProblem(form, logIn.error)} />
        <Button type="submit" variant="primary" size="lg" busy={logIn.isPending}>
          {words("login.submit")}
        </Button>
      </form>
    </AuthFrame>
  );
}
