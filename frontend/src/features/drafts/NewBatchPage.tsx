import { CalendarPlus } from "lucide-react";
import { useState, type SubmitEvent } from "react";
import { Link, useNavigate } from "react-router";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ErrorState, ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Page } from "@/components/ui/page";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { DocumentField } from "@/components/wish/DocumentField";
import { MannerFields } from "@/components/wish/MannerFields";
import { PlatformPicks, useWritable } from "@/components/wish/PlatformPicks";
import { useBeginBatch, type BatchWish } from "@/lib/api/batches";
import { useDomains } from "@/lib/api/generation";
import { useZone } from "@/lib/api/user";
import { useDraftWords } from "@/lib/strings/en/drafts";
import { toLocalInput, useNow } from "@/lib/time";

import { keepWish, keptWish } from "./kept-wish";
import { Shares } from "./Shares";

const dayLong = 86_400_000;

function useStart(): BatchWish {
  const zone = useZone();
  const now = useNow();
  const { platforms, connected } = useWritable();
  const domains = useDomains().data ?? [];
  const mine = platforms.filter(({ key }) => connected.has(key)).map(({ key }) => key);
  const first = domains.find(({ available }) => available)?.id ?? "";
  return {
    custom_prompt: "",
    creativity_level: 50,
    include_hashtags: true,
    include_emojis: true,
    uploaded_file_id: null,
    language: "en",
    thread: false,
    days: 30,
    posts_per_day: 2,
    platforms: mine,
    domains: [{ domain: first, percent: 100 }],
    starts_on: toLocalInput(new Date(now.getTime() + dayLong), zone).slice(0, "2026-11-24".length),
  };
}

function useWrong(wish: BatchWish) {
  const words = useDraftWords();
  const sum = wish.domains.reduce((total, { percent }) => total + percent, 0);
  return {
    days: wish.days >= 1 && wish.days <= 31 ? undefined : words("form.days_"),
    perDay: wish.posts_per_day >= 1 && wish.posts_per_day <= 24 ? undefined : words("form.perDay_"),
    platforms: wish.platforms.length > 0 ? undefined : words("form.platforms"),
    sum: sum === 100 ? undefined : words("form.sum", { sum }),
  };
}

function Form({ start }: { start: BatchWish }) {
  const words = useDraftWords();
  const navigate = useNavigate();
  const begin = useBeginBatch();
  const [wish, setWish] = useState<BatchWish>(() => ({ ...start, ...keptWish() }));
  const [tried, setTried] = useState(false);
  const wrong = useWrong(wish);
  const change = (changes: Partial<BatchWish>) => {
    const next = { ...wish, ...changes };
    setWish(next);
    keepWish(next);
  };
  const shown = tried ? wrong : { days: undefined, perDay: undefined, platforms: undefined, sum: undefined };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.values(wrong).some(Boolean) || begin.isPending) return;
    begin.mutate(wish, {
      onSuccess: ({ id }) => {
        keepWish(null);
        void navigate(`/content/drafts/${id}`);
      },
    });
  };
  const total = wish.days * wish.posts_per_day * wish.platforms.length;
  return (
    <Card>
      <form noValidate onSubmit={submit} className="flex flex-col gap-6 p-5">
        <div className="grid gap-4 sm:grid-cols-3">
          <Field label={words("form.days")} error={shown.days}>
            <Input
              type="number"
              min={1}
              max={31}
              value={wish.days || ""}
              onChange={(event) => change({ days: Math.trunc(Number(event.target.value)) })}
            />
          </Field>
          <Field label={words("form.perDay")} error={shown.perDay}>
            <Input
              type="number"
              min={1}
              max={24}
              value={wish.posts_per_day || ""}
              onChange={(event) => change({ posts_per_day: Math.trunc(Number(event.target.value)) })}
            />
          </Field>
          <Field label={words("form.from")}>
            <Input
              type="date"
              value={wish.starts_on ?? ""}
              onChange={(event) => change({ starts_on: event.target.value || null })}
            />
          </Field>
        </div>
        <PlatformPicks
          chosen={wish.platforms}
          onChange={(platforms) => change({ platforms })}
          error={shown.platforms}
        />
        <Shares shares={wish.domains} onChange={(domains) => change({ domains })} error={shown.sum} />
        <Field label={words("form.prompt")} hint={words("form.promptHint")} optional>
          <Textarea
            rows={3}
            dir="auto"
            maxLength={8_000}
            value={wish.custom_prompt}
            onChange={(event) => change({ custom_prompt: event.target.value })}
          />
        </Field>
        <DocumentField
          value={wish.uploaded_file_id}
          onChange={(uploaded_file_id) => change({ uploaded_file_id })}
        />
        <MannerFields wish={wish} onChange={change} />
        <ProblemNote error={begin.error} />
        <div className="flex flex-wrap items-center justify-end gap-3">
          <p aria-live="polite" className="mr-auto text-sm text-ink-muted tabular-nums">
            {words("form.total", { count: total })}
          </p>
          <Button asChild>
            <Link to="/content/drafts">{words("form.cancel")}</Link>
          </Button>
          <Button type="submit" variant="primary" busy={begin.isPending}>
            {!begin.isPending && <CalendarPlus aria-hidden />}
            {words("form.submit")}
          </Button>
        </div>
      </form>
    </Card>
  );
}

/** Asks for a batch of drafts. */
export default function NewBatchPage() {
  const words = useDraftWords();
  const start = useStart();
  const domains = useDomains();
  const { pending } = useWritable();
  return (
    <Page title={words("form.title")} detail={words("detail")} width="narrow">
      {domains.isError ? (
        <ErrorState error={domains.error} onRetry={() => void domains.refetch()} />
      ) : domains.data && !pending ? (
        <Form start={start} />
      ) : (
        <Loading className="flex flex-col gap-4">
          <Skeleton className="h-16" />
          <Skeleton className="h-16" />
          <Skeleton className="h-40" />
        </Loading>
      )}
    </Page>
  );
}
