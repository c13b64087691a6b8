import { zodResolver } from "@hookform/resolvers/zod";
import { ExternalLink } from "lucide-react";
import { useId } from "react";
import { useForm } from "react-hook-form";
import { useNavigate } from "react-router";
import * as z from "zod/mini";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "@/components/ui/password-input";
import { toast } from "@/components/ui/toast";
import { accountName } from "@/lib/account-name";
import { useSignIn, type Connected } from "@/lib/api/connections";
import { toProblem } from "@/lib/api/problem";
import { useConnectionWords } from "@/lib/strings/en/connections";

import { PlanProblem } from "./plan-problem";
import type { Way } from "./use-connecting";

function useSignInForm(known: Way["connection"]) {
  const words = useConnectionWords();
  return useForm({
    resolver: zodResolver(
      z.object({
        name: z.string().check(z.trim(), z.minLength(1, words("signIn.nameMissing"))),
        password: z.string().check(z.trim(), z.minLength(1, words("signIn.passwordMissing"))),
        instance: z.string().check(z.trim()),
      }),
    ),
    defaultValues: { name: known?.username ?? "", password: "", instance: known?.instance ?? "" },
  });
}

/** Asks for the handle and an app password. */
export function SignInDialog({ platform, returnTo, connection, onDone }: Way & { onDone: () => void }) {
  const words = useConnectionWords();
  const id = useId();
  const form = useSignInForm(connection);
  const signIn = useSignIn();
  const navigate = useNavigate();
  const { name_label, password_label, help_url } = platform.sign_in;
  const { errors } = form.formState;
  const unknown =
    signIn.error && toProblem(signIn.error).code === "bad_instance"
      ? toProblem(signIn.error).detail
      : undefined;

  const onSuccess = ({ connection: made, choice, renewed }: Connected) => {
    onDone();
    if (choice) void navigate(`/auth/choose/${choice.id}`);
    else {
      if (made)
        toast.done(words(renewed ? "callback.renewed" : "callback.done", { name: accountName(made) }));
      void navigate(returnTo);
    }
  };
  const submit = form.handleSubmit((values) =>
    signIn.mutate({ platform: platform.key, ...values }, { onSuccess }),
  );
  const notTyped = { autoCapitalize: "none", autoComplete: "off", spellCheck: false } as const;

  return (
    <Dialog
      title={words("signIn.title", { platform: platform.name })}
      detail={words("signIn.detail", { platform: platform.name })}
      footer={
        <Button type="submit" form={id} variant="primary" busy={signIn.isPending}>
          {words("signIn.goOn")}
        </Button>
      }
    >
      <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-4">
        {help_url && (
          <Button variant="link" className="self-start" asChild>
            <a href={help_url} target="_blank" rel="noreferrer">
              {words("signIn.help", { platform: platform.name })}
              <ExternalLink aria-hidden />
            </a>
          </Button>
        )}
        <Field label={name_label} error={errors.name?.message}>
          <Input {...notTyped} {...form.register("name")} />
        </Field>
        <Field label={password_label} error={errors.password?.message}>
          <PasswordInput autoComplete="off" {...form.register("password")} />
        </Field>
        <details open={Boolean(connection?.instance) || Boolean(unknown)}>
          <summary className="text-sm text-accent-text">{words("signIn.ownServer")}</summary>
          <Field
            label={words("signIn.server")}
            hint={words("signIn.serverHint")}
            error={unknown}
            className="mt-3"
          >
            <Input
              {...notTyped}
              inputMode="url"
              placeholder="example.social"
              {...form.register("instance")}
            />
          </Field>
        </details>
        {!unknown && <PlanProblem error={signIn.error} />}
      </form>
    </Dialog>
  );
}
