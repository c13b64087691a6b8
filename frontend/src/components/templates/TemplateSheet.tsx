import { zodResolver } from "@hookform/resolvers/zod";
import { Plus, X } from "lucide-react";
import { useId } from "react";
import { useFieldArray, useForm } from "react-hook-form";
import * as z from "zod/mini";

import { Button } from "@/components/ui/button";
import { DialogRoot, Sheet } from "@/components/ui/dialog";
import { ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { FormFooter } from "@/components/ui/form-footer";
import { Input, Textarea } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { Template } from "@/lib/api/contract";
import { asTag } from "@/lib/api/labels";
import { useKeepTemplate, type TemplateFields } from "@/lib/api/templates";
import { formProblem, showProblem } from "@/lib/form";
import { useTemplateWords } from "@/lib/strings/en/templates";

interface TemplateSheetProps {
  /** The one that is changed; null makes a new one. */
  template: Template | null;
  /** What a new one begins with. */
  begin?: Partial<TemplateFields>;
  onClose: () => void;
}

const partsMost = 25;
const tagsOf = (typed: string) => [...new Set(typed.split(",").map(asTag).filter(Boolean))];

function useTemplateForm({ template, begin }: TemplateSheetProps) {
  const words = useTemplateWords();
  const first = template ?? begin;
  return useForm({
    resolver: zodResolver(
      z.object({
        name: z.string().check(z.trim(), z.minLength(1, words("form.nameMissing"))),
        text: z.string().check(z.refine((text) => text.trim() !== "", words("form.textMissing"))),
        parts: z.array(z.object({ text: z.string() })),
        tags: z.string(),
      }),
    ),
    defaultValues: {
      name: first?.name ?? "",
      text: first?.text ?? "",
      parts: (first?.follow_ups ?? []).map((text) => ({ text })),
      tags: (first?.tags ?? []).join(", "),
    },
  });
}

/** Makes a template, or changes one. */
export default function TemplateSheet(props: TemplateSheetProps) {
  const { template, begin, onClose } = props;
  const words = useTemplateWords();
  const keep = useKeepTemplate();
  const form = useTemplateForm(props);
  const parts = useFieldArray({ control: form.control, name: "parts" });
  const id = useId();
  const { errors } = form.formState;
  const submit = form.handleSubmit(({ name, text, parts: further, tags }) =>
    keep.mutate(
      {
        known: template,
        fields: {
          name,
          text,
          follow_ups: further.map((part) => part.text).filter((part) => part.trim()),
          options: template?.options ?? begin?.options ?? {},
          tags: tagsOf(tags),
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
        title={template ? words("form.editTitle", { name: template.name }) : words("form.addTitle")}
        footer={
          <FormFooter form={id} busy={keep.isPending}>
            {words("form.save")}
          </FormFooter>
        }
      >
        <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-4">
          <Field label={words("form.name")} error={errors.name?.message}>
            <Input placeholder={words("form.namePlaceholder")} maxLength={80} {...form.register("name")} />
          </Field>
          <Field
            label={words("form.text")}
            hint={words("form.textHint", { place: "{{name}}" })}
            error={errors.text?.message}
          >
            <Textarea rows={7} dir="auto" {...form.register("text")} />
          </Field>
          {parts.fields.map(({ id: key }, index) => (
            <Field
              key={key}
              label={words("form.part", { number: index + 2 })}
              error={errors.parts?.[index]?.text?.message}
              aside={
                <Button
                  variant="ghost"
                  size="icon-sm"
                  aria-label={words("form.removePart", { number: index + 2 })}
                  onClick={() => parts.remove(index)}
                >
                  <X aria-hidden />
                </Button>
              }
            >
              <Textarea rows={3} dir="auto" {...form.register(`parts.${index}.text`)} />
            </Field>
          ))}
          {parts.fields.length < partsMost && (
            <Button
              variant="ghost"
              size="sm"
              className="self-start"
              onClick={() => parts.append({ text: "" })}
            >
              <Plus aria-hidden />
              {words("form.addPart")}
            </Button>
          )}
          <Field
            label={words("form.tags")}
            hint={words("form.tagsHint")}
            error={errors.tags?.message}
            optional
          >
            <Input {...form.register("tags")} />
          </Field>
          <ProblemNote error={formProblem(form, keep.error)} />
        </form>
      </Sheet>
    </DialogRoot>
  );
}
