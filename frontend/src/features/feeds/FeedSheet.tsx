import { useId, useState, type SubmitEvent } from "react";

import { AccountPicks } from "@/components/account-picks";
import { LabelFields } from "@/components/label-fields";
import { Button } from "@/components/ui/button";
import { DialogRoot, Sheet } from "@/components/ui/dialog";
import { Note, ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { FormFooter } from "@/components/ui/form-footer";
import { Input } from "@/components/ui/input";
import { RadioCards } from "@/components/ui/radio-cards";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import type { Feed, FeedFound } from "@/lib/api/contract";
import { useChangeFeed, useFollowFeed, useLookAtFeed, type FeedChoices } from "@/lib/api/feeds";
import { useDomains } from "@/lib/api/generation";
import { toProblem } from "@/lib/api/problem";
import { useFeedWords } from "@/lib/strings/en/feeds";

const ways = ["plain", "written"] as const;

function Found({ found }: { found: FeedFound }) {
  const words = useFeedWords();
  const { title, entries } = found;
  if (entries.length === 0) return <Note>{words("sheet.foundNone", { title })}</Note>;
  return (
    <Note title={words("sheet.found", { title })} role="status">
      <ul className="list-disc pl-5">
        {entries.map((entry) => (
          <li key={`${entry.title} ${entry.link}`} dir="auto" className="break-words">
            {entry.title}
          </li>
        ))}
      </ul>
      <p className="mt-2 text-xs">{words("sheet.first")}</p>
    </Note>
  );
}

interface AddressProps {
  url: string;
  onChange: (url: string) => void;
  look: ReturnType<typeof useLookAtFeed>;
}

function Address({ url, onChange, look }: AddressProps) {
  const words = useFeedWords();
  const fault = look.error ? (toProblem(look.error).field("url") ?? toProblem(look.error).detail) : undefined;
  return (
    <>
      <Field label={words("sheet.url")} hint={words("sheet.urlHint")} error={fault}>
        <Input
          type="url"
          inputMode="url"
          autoComplete="url"
          placeholder="https://"
          value={url}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      <Button
        className="self-start"
        size="sm"
        busy={look.isPending}
        disabled={!url}
        onClick={() => look.mutate(url)}
      >
        {words("sheet.look")}
      </Button>
      {look.data && <Found found={look.data} />}
    </>
  );
}

/** Follows a feed, or changes what becomes of its entries. */
export default function FeedSheet({ feed, onClose }: { feed?: Feed; onClose: () => void }) {
  const words = useFeedWords();
  const form = useId();
  const look = useLookAtFeed();
  const follow = useFollowFeed();
  const change = useChangeFeed();
  const domains = useDomains().data ?? [];
  const [url, setUrl] = useState("");
  const [choices, setChoices] = useState<FeedChoices>({
    connection_ids: feed?.connection_ids ?? [],
    way: feed?.way ?? "plain",
    domain: feed?.domain ?? "",
    labels: feed?.labels ?? { tags: [], campaign_id: null },
  });
  const put = (changes: Partial<FeedChoices>) => setChoices({ ...choices, ...changes });
  const lacking = (!feed && !url) || (choices.way === "written" && !choices.domain);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (lacking) return;
    const done = (told: string) => () => {
      toast.done(told);
      onClose();
    };
    if (feed) change.mutate({ feed, changes: choices }, { onSuccess: done(words("sheet.saved")) });
    else follow.mutate({ url, choices }, { onSuccess: done(words("sheet.followed")) });
  };
  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Sheet
        title={words(feed ? "sheet.edit" : "sheet.add")}
        detail={feed?.title}
        footer={
          <FormFooter form={form} disabled={lacking} busy={follow.isPending || change.isPending}>
            {words(feed ? "sheet.save" : "sheet.follow")}
          </FormFooter>
        }
      >
        <form id={form} noValidate onSubmit={submit} className="flex flex-col gap-5 pb-2">
          {!feed && (
            <Address
              url={url}
              look={look}
              onChange={(next) => {
                setUrl(next);
                look.reset();
              }}
            />
          )}
          <AccountPicks
            legend={words("sheet.accounts")}
            hint={words("sheet.accountsHint")}
            chosen={choices.connection_ids}
            onChange={(connection_ids) => put({ connection_ids })}
          />
          <RadioCards
            label={words("sheet.way")}
            value={choices.way}
            onChange={(way) => put({ way })}
            cards={ways.map((value) => ({
              value,
              title: words(`sheet.${value}`),
              detail: words(`sheet.${value}Detail`),
            }))}
          />
          {choices.way === "written" && (
            <Field label={words("sheet.domain")}>
              <Select
                value={choices.domain || undefined}
                placeholder="–"
                onChange={(domain) => put({ domain })}
                options={domains.map(({ id, name, available }) => ({
                  value: id,
                  label: name,
                  disabled: !available,
                }))}
              />
            </Field>
          )}
          <LabelFields
            labels={choices.labels}
            tagsHint={words("sheet.tagsHint")}
            onChange={(labels) => put({ labels })}
          />
          <ProblemNote error={feed ? change.error : follow.error} />
        </form>
      </Sheet>
    </DialogRoot>
  );
}
