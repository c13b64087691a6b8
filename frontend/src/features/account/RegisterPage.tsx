import { zodResolver } from "@hookform/resolvers/zod";
import { Controller, useForm, useWatch } from "react-hook-form";
import { useSearchParams } from "react-router";
import * as z from "zod/mini";

import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "@/components/ui/password-input";
import { useMeta } from "@/lib/api/meta";
import { formProblem, showProblem } from "@/lib/form";
import { useAccountWords } from "@/lib/strings/en/account";
import { detectedZone, zoneName } from "@/lib/time";

import { useRegister } from "./api";
import { AuthFrame, TextLink } from "./AuthFrame";
import { PlanChoice } from "./PlanChoice";
import { rules } from "./schema";

const planKeys = ["free", "pro", "agency"] as const;

function useRegisterForm(minimum: number | undefined) {
  const words = useAccountWords();
  const [query] = useSearchParams();
  const rule = rules(words);
  const wanted = planKeys.find((key) => key === query.get("plan"));
  return useForm({
    resolver: zodResolver(
      z.object({
        name: rule.name,
        email: rule.email,
        password: rule.goodPassword(minimum),
        plan_type: z.enum(planKeys),
        terms_accepted: rule.terms,
      }),
    ),
    defaultValues: {
      name: "",
      email: "",
      password: "",
      plan_type: wanted ?? "free",
      terms_accepted: false,
    },
  });
}

function TermsText() {
  const words = useAccountWords();
  return (
    <>
      {words("register.terms")}{" "}
      <TextLink to="/terms" newTab>
        {words("register.termsLink")}
      </TextLink>{" "}
      {words("register.and")}{" "}
      <TextLink to="/privacy" newTab>
        {words("register.privacyLink")}
      </TextLink>{" "}
      {words("register.newTab")}
    </>
  );
}

export default function RegisterPage() {
  const words = useAccountWords();
  const minimum = useMeta().data?.min_password;
  const register = useRegister();
  const form = useRegisterForm(minimum);
  const typed = useWatch({ control: form.control, name: "password" });
  const zone = detectedZone();
  const { errors } = form.formState;
  const submit = form.handleSubmit((values) =>
    register.mutate({ ...values, time_zone: zone }, { onError: (error) => showProblem(form, error) }),
  );

  return (
    <AuthFrame
      title={words("register.title")}
      detail={words("register.detail")}
      footer={
        <>
          {words("register.have")} <TextLink to="/login">{words("register.login")}</TextLink>
        </>
      }
    >
      <form noValidate onSubmit={submit} className="flex flex-col gap-5">
        <Field label={words("fields.name")} error={errors.name?.message}>
          <Input autoComplete="name" {...form.register("name")} />
        </Field>
        <Field label={words("fields.email")} error={errors.email?.message}>
          <Input type="email" autoComplete="email" inputMode="email" {...form.register("email")} />
        </Field>
        <Field label={words("fields.password")} error={errors.password?.message}>
          <PasswordInput
            autoComplete="new-password"
            rulesFor={{ typed, minimum }}
            {...form.register("password")}
          />
        </Field>
        <Controller
          control={form.control}
          name="plan_type"
          render={({ field }) => <PlanChoice value={field.value} onChange={field.onChange} />}
        />
        <Checkbox
          error={errors.terms_accepted?.message}
          label={<TermsText />}
          {...form.register("terms_accepted")}
        />
        <ProblemNote error={formProblem(form, register.error)} />
        <Button type="submit" variant="primary" size="lg" busy={register.isPending}>
          {words("register.submit")}
        </Button>
        <p className="text-xs text-ink-faint">{words("register.zone", { zone: zoneName(zone) })}</p>
      </form>
    </AuthFrame>
  );
}
