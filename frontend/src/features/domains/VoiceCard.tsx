import { AudioLines } from "lucide-react";
import { useState } from "react";

import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ErrorState, ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { RelativeMoment } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import type { Voice } from "@/lib/api/contract";
import { useForgetVoice, useLearnVoice, useVoice } from "@/lib/api/generation";
import { useDomainWords } from "@/lib/strings/en/domains";

/** Texts that are parted by an empty line. */
export const samplesIn = (pasted: string) =>
  pasted
    .split(/\n\s*\n/)
    .map((text) => text.trim())
    .filter(Boolean);

function Learn({ onDone, onBack }: { onDone: () => void; onBack: (() => void) | undefined }) {
  const words = useDomainWords();
  const learn = useLearnVoice();
  const [pasted, setPasted] = useState("");
  const samples = samplesIn(pasted);
  const run = (texts: string[]) =>
    learn.mutate(texts, {
      onSuccess: () => {
        toast.done(words("voice.done"));
        onDone();
      },
    });
  return (
    <div className="flex flex-col gap-4">
      <Field
        label={words("voice.paste")}
        hint={words("voice.pasteHint")}
        aside={
          <span aria-live="polite" className="text-xs text-ink-faint tabular-nums">
            {samples.length > 0 && words("voice.found", { count: samples.length })}
          </span>
        }
      >
        <Textarea rows={7} dir="auto" value={pasted} onChange={(event) => setPasted(event.target.value)} />
      </Field>
      <ProblemNote error={learn.error} />
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          busy={learn.isPending}
          disabled={samples.length === 0}
          onClick={() => run(samples)}
        >
          {words("voice.learn")}
        </Button>
        <Button disabled={learn.isPending} onClick={() => run([])}>
          {words("voice.posts")}
        </Button>
        {onBack && (
          <Button variant="ghost" onClick={onBack}>
            {words("voice.back")}
          </Button>
        )}
      </div>
    </div>
  );
}

function Learned({ voice, onAgain }: { voice: Voice; onAgain: () => void }) {
  const words = useDomainWords();
  const forget = useForgetVoice();
  const [asking, setAsking] = useState(false);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-start gap-3">
        <AudioLines aria-hidden className="mt-0.5 size-5 shrink-0 text-accent-text" />
        <div>
          <p className="text-sm">{voice.description}</p>
          <p className="mt-1 text-xs text-ink-muted">
            {words("voice.learned", { count: voice.samples })}{" "}
            {words(voice.source === "posts" ? "voice.fromPosts" : "voice.fromSamples")} ·{" "}
            {words("voice.words", { count: voice.words })} · {words("voice.when")}{" "}
            <RelativeMoment iso={voice.learned_at} />
          </p>
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button onClick={onAgain}>{words("voice.again")}</Button>
        <Button variant="ghost" onClick={() => setAsking(true)}>
          {words("voice.forget")}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={words("voice.forgetTitle")}
        detail={words("voice.forgetDetail")}
        confirm={words("voice.forget")}
        busy={forget.isPending}
        danger
        onConfirm={() =>
          forget.mutate(undefined, {
            onSuccess: () => toast.done(words("voice.forgotten")),
            onError: toast.problem,
            onSettled: () => setAsking(false),
          })
        }
      />
    </div>
  );
}

function Body() {
  const words = useDomainWords();
  const voice = useVoice();
  const [learning, setLearning] = useState(false);
  if (voice.isPending) {
    return (
      <Loading>
        <Skeleton className="h-20" />
      </Loading>
    );
  }
  if (voice.isError) return <ErrorState error={voice.error} onRetry={() => void voice.refetch()} />;
  if (voice.data && !learning) return <Learned voice={voice.data} onAgain={() => setLearning(true)} />;
  return (
    <div className="flex flex-col gap-3">
      {!voice.data && <p className="text-sm text-ink-muted">{words("voice.none")}</p>}
      <Learn onDone={() => setLearning(false)} onBack={voice.data ? () => setLearning(false) : undefined} />
    </div>
  );
}

/** What was learned of how the workspace writes; learn it, or forget it. */
export function VoiceCard() {
  const words = useDomainWords();
  return (
    <Card>
      <CardHeader title={words("voice.title")} detail={words("voice.detail")} />
      <CardBody>
        <Body />
      </CardBody>
    </Card>
  );
}
