import { zodResolver } from "@hookform/resolvers/zod";
import { useId } from "react";
import { Controller, useForm, useWatch, type Control } from "react-hook-form";
import * as z from "zod/mini";

import { campaignColours } from "@/components/campaign-dot";
import { DialogRoot, Sheet } from "@/components/ui/dialog";
import { ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { FormFooter } from "@/components/ui/form-footer";
import { Input } from "@/components/ui/input";
import { RadioCards } from "@/components/ui/radio-cards";
import { toast } from "@/components/ui/toast";
import { useKeepCampaign } from "@/lib/api/campaigns";
import type { Campaign, CampaignColour } from "@/lib/api/contract";
import { cn } from "@/lib/cn";
import { formProblem, showProblem } from "@/lib/form";
import { useCampaignWords } from "@/lib/strings/en/campaigns";

const values = ["source", "medium", "campaign", "content", "term"] as const;
const usual = {
  source: "sourceUsual",
  medium: "mediumUsual",
  campaign: "campaignUsual",
  content: "nothing",
  term: "nothing",
} as const;
const colours = Object.keys(campaignColours) as [CampaignColour, ...CampaignColour[]];
const ways = ["asWorkspace", "tag", "leave"] as const;
type Way = (typeof ways)[number];
const wayOf = (tags: boolean | null): Way => (tags === null ? "asWorkspace" : tags ? "tag" : "leave");
const tagsOf = (way: Way) => (way === "asWorkspace" ? null : way === "tag");

function useCampaignForm(campaign: Campaign | null) {
  const words = useCampaignWords();
  const value = z.string();
  return useForm({
    resolver: zodResolver(
      z
        .object({
          name: z.string().check(z.trim(), z.minLength(1, words("form.nameMissing"))),
          colour: z.enum(colours),
          starts_on: z.string(),
          ends_on: z.string(),
          links: z.enum(ways),
          utm: z.object({ source: value, medium: value, campaign: value, content: value, term: value }),
        })
        .check(
          z.refine(({ starts_on, ends_on }) => !starts_on || !ends_on || starts_on <= ends_on, {
            message: words("form.endsEarly"),
            path: ["ends_on"],
          }),
        ),
    ),
    defaultValues: {
      name: campaign?.name ?? "",
      colour: campaign?.colour ?? "blue",
      starts_on: campaign?.starts_on ?? "",
      ends_on: campaign?.ends_on ?? "",
      links: wayOf(campaign?.tags_links ?? null),
      utm: campaign?.utm ?? { source: "", medium: "", campaign: "", content: "", term: "" },
    },
  });
}

type Form = ReturnType<typeof useCampaignForm>;

function ColourField({
  value,
  onChange,
}: {
  value: CampaignColour;
  onChange: (value: CampaignColour) => void;
}) {
  const words = useCampaignWords();
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{words("form.colour")}</legend>
      <div className="flex flex-wrap gap-2">
        {colours.map((colour) => (
          <label
            key={colour}
            title={words(`colours.${colour}`)}
            className="grid size-9 cursor-pointer place-items-center rounded-full border-2 border-transparent has-checked:border-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name={name}
              value={colour}
              checked={colour === value}
              onChange={() => onChange(colour)}
              className="sr-only"
            />
            <span className="sr-only">{words(`colours.${colour}`)}</span>
            <span aria-hidden className={cn("size-6 rounded-full", campaignColours[colour])} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const said = (typed: string, otherwise: string) => encodeURIComponent(typed.trim() || otherwise);

function Example({
  control,
  slug,
}: {
  control: Control<Form["formState"]["defaultValues"] & object>;
  slug: string | null;
}) {
  const words = useCampaignWords();
  const { name = "", utm } = useWatch({ control }) as { name?: string; utm?: Campaign["utm"] };
  if (!utm) return null;
  const own =
    slug ??
    (name
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "") ||
      "campaign");
  const parts = [
    `utm_source=${said(utm.source, "x")}`,
    `utm_medium=${said(utm.medium, "social")}`,
    `utm_campaign=${said(utm.campaign, own)}`,
    ...(utm.content.trim() ? [`utm_content=${said(utm.content, "")}`] : []),
    ...(utm.term.trim() ? [`utm_term=${said(utm.term, "")}`] : []),
  ];
  return (
    <div>
      <p className="text-xs text-ink-faint">{words("form.example")}</p>
      <p className="mt-1 rounded-md bg-sunken p-3 font-mono text-xs break-all text-ink-muted" dir="ltr">
        {`https://example.com/page?${parts.join("&")}`}
      </p>
    </div>
  );
}

/** Makes a campaign, or changes one. */
export default function CampaignSheet({
  campaign,
  onClose,
}: {
  campaign: Campaign | null;
  onClose: () => void;
}) {
  const words = useCampaignWords();
  const keep = useKeepCampaign();
  const form = useCampaignForm(campaign);
  const id = useId();
  const { errors } = form.formState;
  const links = useWatch({ control: form.control, name: "links" });
  const submit = form.handleSubmit(({ links: way, starts_on, ends_on, ...typed }) =>
    keep.mutate(
      {
        known: campaign,
        fields: {
          ...typed,
          starts_on: starts_on || null,
          ends_on: ends_on || null,
          tags_links: tagsOf(way),
          archived: campaign?.archived ?? false,
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
        title={campaign ? words("form.editTitle", { name: campaign.name }) : words("form.addTitle")}
        footer={
          <FormFooter form={id} busy={keep.isPending}>
            {words("form.save")}
          </FormFooter>
        }
      >
        <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-5">
          <Field label={words("form.name")} error={errors.name?.message}>
            <Input placeholder={words("form.namePlaceholder")} maxLength={80} {...form.register("name")} />
          </Field>
          <Controller
            control={form.control}
            name="colour"
            render={({ field }) => <ColourField value={field.value} onChange={field.onChange} />}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={words("form.starts")} error={errors.starts_on?.message} optional>
              <Input type="date" {...form.register("starts_on")} />
            </Field>
            <Field label={words("form.ends")} error={errors.ends_on?.message} optional>
              <Input type="date" {...form.register("ends_on")} />
            </Field>
          </div>
          <div>
            <p className="mb-1.5 text-sm font-medium">{words("form.links")}</p>
            <Controller
              control={form.control}
              name="links"
              render={({ field }) => (
                <RadioCards
                  label={words("form.links")}
                  value={field.value}
                  onChange={field.onChange}
                  cards={ways.map((way) => ({
                    value: way,
                    title: words(`form.${way}`),
                    detail: words(`form.${way}Detail`),
                  }))}
                />
              )}
            />
          </div>
          {links !== "leave" && (
            <fieldset className="flex flex-col gap-3">
              <legend className="text-sm font-medium">{words("form.values")}</legend>
              <p className="text-xs text-ink-faint">{words("form.valuesHint")}</p>
              <div className="grid gap-3 sm:grid-cols-2">
                {values.map((name) => (
                  <Field key={name} label={words(`form.${name}`)} error={errors.utm?.[name]?.message}>
                    <Input
                      maxLength={100}
                      placeholder={words(`form.${usual[name]}`)}
                      {...form.register(`utm.${name}`)}
                    />
                  </Field>
                ))}
              </div>
              <Example control={form.control as never} slug={campaign?.slug ?? null} />
            </fieldset>
          )}
          {campaign && <p className="text-xs text-ink-faint">{words("form.kept")}</p>}
          <ProblemNote error={formProblem(form, keep.error)} />
        </form>
      </Sheet>
    </DialogRoot>
  );
}
