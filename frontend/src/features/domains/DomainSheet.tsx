import { zodResolver } from "@hookform/resolvers/zod";
import { useId } from "react";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";

import { DialogRoot, Sheet } from "@/components/ui/dialog";
import { ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { FormFooter } from "@/components/ui/form-footer";
import { Input, Textarea } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { Domain } from "@/lib/api/contract";
import { useKeepDomain } from "@/lib/api/generation";
import { formProblem, showProblem } from "@/lib/form";
import { useDomainWords } from "@/lib/strings/en/domains";

const linesOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
const tagsOf = (text: string) =>
  text
    .split(/[\s,]+/)
    .map((tag) => tag.replace(/^#+/, ""))
    .filter(Boolean);

function useDomainForm(domain: Domain | null) {
  const words = useDomainWords();
  return useForm({
    resolver: zodResolver(
      z.object({
        name: z.string().check(z.trim(), z.minLength(1, words("form.nameMissing"))),
        description: z.string(),
        audience: z.string(),
        tone: z.string(),
        sample_content: z.string(),
        do: z.string(),
        dont: z.string(),
        hashtags: z.string(),
      }),
    ),
    defaultValues: {
      name: domain?.name ?? "",
      description: domain?.description ?? "",
      audience: domain?.audience ?? "",
      tone: domain?.tone ?? "",
      sample_content: domain?.sample_content ?? "",
      do: domain?.do.join("\n") ?? "",
      dont: domain?.dont.join("\n") ?? "",
      hashtags: domain?.hashtags.map((tag) => `#${tag.replace(/^#/, "")}`).join(" ") ?? "",
    },
  });
}

const plain = ["description", "audience", "tone"] as const;
const lists = ["do", "dont"] as const;

/** Makes a domain of the workspace's own, or changes one. */
export default function DomainSheet({ domain, onClose }: { domain: Domain | null; onClose: () => void }) {
  const words = useDomainWords();
  const keep = useKeepDomain();
  const form = useDomainForm(domain);
  const id = useId();
  const { errors } = form.formState;
  const submit = form.handleSubmit((typed) =>
    keep.mutate(
      {
        id: domain?.id ?? null,
        fields: {
          ...typed,
          forms: domain?.forms ?? [],
          do: linesOf(typed.do),
          dont: linesOf(typed.dont),
          hashtags: tagsOf(typed.hashtags),
          emojis: domain?.emojis ?? [],
        },
      },
      {
        onSuccess: () => {
          toast.done(words("form.saved"));
          onClose();
        },
        onError: (error) => showProblem(form, error),
      },
    ),
  );
  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Sheet
        title={domain ? words("form.editTitle", { name: domain.name }) : words("form.addTitle")}
        footer={
          <FormFooter form={id} busy={keep.isPending}>
            {words("form.save")}
          </FormFooter>
        }
      >
        <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-4">
          <Field label={words("form.name")} error={errors.name?.message}>
            <Input placeholder={words("form.namePlaceholder")} maxLength={200} {...form.register("name")} />
          </Field>
          {plain.map((key) => (
            <Field key={key} label={words(`form.${key}`)} error={errors[key]?.message} optional>
              <Input maxLength={2_000} {...form.register(key)} />
            </Field>
          ))}
          <Field label={words("form.sample")} error={errors.sample_content?.message} optional>
            <Textarea rows={4} maxLength={5_000} {...form.register("sample_content")} />
          </Field>
          {lists.map((key) => (
            <Field
              key={key}
              label={words(`form.${key}`)}
              hint={words("form.lines")}
              error={errors[key]?.message}
              optional
            >
              <Textarea rows={3} {...form.register(key)} />
            </Field>
          ))}
          <Field
            label={words("form.hashtags")}
            hint={words("form.hashtagsHint")}
            error={errors.hashtags?.message}
            optional
          >
            <Input {...form.register("hashtags")} />
          </Field>
          <ProblemNote error={formProblem(form, keep.error)} />
        </form>
      </Sheet>
    </DialogRoot>
  );
}
