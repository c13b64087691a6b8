import { zodResolver } from "@hookform/resolvers/zod";
import { Controller, useForm, useWatch } from "react-hook-form";
import * as z from "zod/mini";

import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { ZoneSelect } from "@/components/ui/zone-select";
import { useSignedInUser, useUpdateUser } from "@/lib/api/user";
import { formProblem, showProblem } from "@/lib/form";
import { useSettingsWords } from "@/lib/strings/en/settings";
import { detectedZone, formatMoment, useNow, zoneName } from "@/lib/time";

function useProfileForm() {
  const words = useSettingsWords();
  const user = useSignedInUser();
  return useForm({
    resolver: zodResolver(
      z.object({
        name: z.string().check(z.trim(), z.minLength(2, words("profile.nameTooShort"))),
        time_zone: z.string(),
      }),
    ),
    values: { name: user.name, time_zone: user.time_zone },
    resetOptions: { keepDirtyValues: true },
  });
}

function ZoneSuggestion({ zone, onUse }: { zone: string; onUse: (zone: string) => void }) {
  const words = useSettingsWords();
  const here = detectedZone();
  if (here === zone) return null;
  return (
    <Button variant="link" className="self-start" onClick={() => onUse(here)}>
      {words("profile.zoneSuggestion", { zone: zoneName(here) })}
    </Button>
  );
}

export function ProfileCard() {
  const words = useSettingsWords();
  const update = useUpdateUser();
  const form = useProfileForm();
  const zone = useWatch({ control: form.control, name: "time_zone" });
  const now = useNow(10_000);
  const submit = form.handleSubmit((values) =>
    update.mutate(values, {
      onSuccess: (saved) => {
        form.reset({ name: saved.name, time_zone: saved.time_zone });
        toast.done(words("profile.saved"));
      },
      onError: (error) => showProblem(form, error),
    }),
  );

  return (
    <Card>
      <CardHeader title={words("profile.title")} detail={words("profile.detail")} />
      <CardBody>
        <form noValidate onSubmit={submit} className="flex flex-col gap-5">
          <Field label={words("profile.name")} error={form.formState.errors.name?.message}>
            <Input autoComplete="name" {...form.register("name")} />
          </Field>
          <Field
            label={words("profile.zone")}
            hint={words("profile.zoneHint", { time: formatMoment(now, zone) })}
            error={form.formState.errors.time_zone?.message}
          >
            <Controller
              control={form.control}
              name="time_zone"
              render={({ field }) => <ZoneSelect value={field.value} onChange={field.onChange} />}
            />
          </Field>
          <ZoneSuggestion
            zone={zone}
            onUse={(here) => form.setValue("time_zone", here, { shouldDirty: true })}
          />
          <ProblemNote error={formProblem(form, update.error)} />
          <Button
            type="submit"
            variant="primary"
            className="self-start"
            busy={update.isPending}
            disabled={!form.formState.isDirty}
          >
            {words("profile.save")}
          </Button>
        </form>
      </CardBody>
    </Card>
  );
}
