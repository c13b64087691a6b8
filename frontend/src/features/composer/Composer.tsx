import { Plus } from "lucide-react";
import { useState, type KeyboardEvent } from "react";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Note, ProblemNote } from "@/components/ui/error-state";
import { Segmented } from "@/components/ui/segmented";
import { toast } from "@/components/ui/toast";
import type { Post } from "@/lib/api/contract";
import { usePlatforms } from "@/lib/api/platforms";
import type { When } from "@/lib/api/posts";
import { useZone } from "@/lib/api/user";
import { cn } from "@/lib/cn";
import { useComposerWords } from "@/lib/strings/en/composer";

import { AccountChips } from "./AccountChips";
import { ActionBar, type Mode } from "./ActionBar";
import { ConflictNote } from "./ConflictNote";
import { CostLine } from "./CostLine";
import { KeptMark } from "./KeptMark";
import { OutcomeActions } from "./OutcomeActions";
import { Outcome } from "./Outcome";
import { PartEditor } from "./PartEditor";
import { usualLimits } from "./picture-rules";
import { PlannedNote } from "./PlannedNote";
import { Preview } from "./Preview";
import { ProblemLines } from "./ProblemLines";
import { Refusal } from "./Refusal";
import { rememberAccounts } from "./remembered-accounts";
import { useSheetCheck } from "./use-check";
import { useSending, type Order } from "./use-sending";
import { savesItself, useSheet } from "./use-sheet";
import { useUploads } from "./use-uploads";
import { WhenPanel } from "./WhenPanel";
import { emptyPart, isEmpty, withoutPart, withPart } from "./writing";

interface ComposerProps {
  /** The post as the server has it; null before its first save. */
  post: Post | null;
  accounts: string[];
  /** A wall-clock time that was chosen before, on the calendar. */
  at: string | null;
  onCreated: (id: string) => void;
}

const open = new Set(["draft", "scheduled"]);

/** Writes one post: its text, pictures, accounts and time, and what followers will see. */
export function Composer({ post, accounts, at, onCreated }: ComposerProps) {
  const words = useComposerWords();
  const zone = useZone();
  const { sheet, change, take, keeper, keeping, restored } = useSheet({ post, accounts, onCreated });
  const { uploads, add, forget } = useUploads((partKey, place) =>
    change((current) => withPart(current, partKey, (part) => ({ ...part, files: place(part.files) }))),
  );
  const sending = useSending(keeper);
  const [side, setSide] = useState<"write" | "preview">("write");
  const [later, setLater] = useState(at !== null);
  const [when, setWhen] = useState<When>({ local: at ?? "", zone });
  const [blocker, setBlocker] = useState<string | null>(null);
  const [saveProblem, setSaveProblem] = useState<unknown>(null);
  const limits = usePlatforms().data?.find(({ key }) => key === "x")?.limits ?? usualLimits;

  const planned = post?.state === "scheduled";
  const gone = post !== null && !open.has(post.state);
  const onItsWay = sending.isPending && sending.variables.kind === "publish";
  const locked = gone || onItsWay;
  const mode: Mode = planned && !later ? "planned" : later ? "later" : "now";
  const { facts, failed } = useSheetCheck(sheet, locked);
  const thread = sheet.parts.length > 1;

  const whatIsMissing = (): string | null => {
    if (isEmpty(sheet)) return words("check.empty");
    if (sheet.accounts.length === 0) return words("accounts.noneChosen");
    if (uploads.some(({ problem }) => !problem)) return words("pictures.wait");
    if (mode === "later" && !when.local) return words("when.missing");
    return null;
  };

  const order = (kind: Order) =>
    sending.mutate(kind, {
      onSuccess: ({ post: sent }) => {
        setLater(false);
        rememberAccounts(sent.connection_ids);
        if (kind.kind === "cancel") toast.done(words("planned.cancelled"));
        // What became of it stands at the top.
        window.scrollTo({ top: 0 });
      },
    });

  const main = () => {
    const missing = whatIsMissing();
    setBlocker(missing);
    setSaveProblem(null);
    if (missing || sending.isPending || locked) return;
    if (mode === "planned") {
      keeper.flush().then(() => toast.done(words("planned.saved")), setSaveProblem);
    } else order(mode === "later" ? { kind: "schedule", when } : { kind: "publish" });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    main();
  };

  return (
    // The key works from every control inside; it adds to their own keys.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]"
      onKeyDown={onKeyDown}
    >
      <Segmented
        className="lg:hidden"
        label={words("sides")}
        value={side}
        onChange={setSide}
        options={[
          { value: "write", label: words("write") },
          { value: "preview", label: words("preview") },
        ]}
      />
      <div className={cn("flex min-w-0 flex-col gap-4", side === "preview" && "max-lg:hidden")}>
        {gone && (
          <Outcome post={post}>
            <OutcomeActions post={post} />
          </Outcome>
        )}
        {planned && (
          <PlannedNote
            post={post}
            notices={sending.data?.notices ?? []}
            busy={sending.isPending}
            onCancel={() => order({ kind: "cancel" })}
            onMove={() => {
              setWhen({ local: post.planned?.local ?? "", zone: post.planned?.zone ?? zone });
              setLater(true);
            }}
          />
        )}
        {keeping.kind === "conflict" && <ConflictNote keeper={keeper} onTake={take} />}
        {keeping.kind === "here" && <Note tone="warn">{words("keep.hereDetail")}</Note>}
        {keeping.kind === "refused" && <ProblemNote error={keeping.problem} />}
        {restored && keeping.kind === "typing" && <Note role="status">{words("keep.restored")}</Note>}

        <AccountChips
          chosen={sheet.accounts}
          disabled={locked || planned}
          onChange={(chosen) => change((current) => ({ ...current, accounts: chosen }))}
        />
        <Card className="overflow-hidden focus-within:border-line-strong">
          <div className="divide-y divide-line">
            {sheet.parts.map((part, index) => (
              <PartEditor
                key={part.key}
                part={part}
                number={index + 1}
                ofThread={thread}
                limits={limits}
                locked={locked}
                focused={!gone && part.text === ""}
                uploads={uploads.filter(({ partKey }) => partKey === part.key)}
                problems={index === 0 ? facts.first : []}
                onChange={(by) => {
                  if (sending.isError) sending.reset();
                  change((current) => withPart(current, part.key, by));
                }}
                onFiles={(files) => add(part.key, files)}
                onForget={forget}
                onRemove={
                  thread && !locked && !planned
                    ? () => change((current) => withoutPart(current, part.key))
                    : undefined
                }
              />
            ))}
          </div>
          {facts.thread.length > 0 && (
            <div className="border-t border-line px-5 py-3">
              <ProblemLines problems={facts.thread} />
            </div>
          )}
          {!locked && (
            <div className="flex min-h-12 items-center justify-between gap-3 border-t border-line bg-canvas px-4 py-2">
              <Button
                variant="ghost"
                size="sm"
                disabled={planned}
                title={planned ? words("thread.fixed") : undefined}
                onClick={() => change((current) => ({ ...current, parts: [...current.parts, emptyPart()] }))}
              >
                <Plus aria-hidden />
                {words("thread.add")}
              </Button>
              <KeptMark keeping={keeping} auto={savesItself(post)} />
            </div>
          )}
        </Card>

        {facts.other.length > 0 && <ProblemLines problems={facts.other} />}
        {failed && <p className="text-xs text-ink-faint">{words("check.failed")}</p>}
        {later && !locked && (
          <Card aria-label={words("when.title")} className="p-4">
            <WhenPanel
              value={when}
              onChange={setWhen}
              error={mode === "later" && blocker && !when.local ? blocker : undefined}
            />
          </Card>
        )}
        {blocker && whatIsMissing() === blocker && (
          <Note tone="warn" role="alert">
            {blocker}
          </Note>
        )}
        <Refusal error={sending.error ?? saveProblem} />
        {!gone && (
          <div className="sticky bottom-[calc(4rem+env(safe-area-inset-bottom))] z-10 -mx-4 flex flex-col gap-2 border-t border-line bg-canvas px-4 py-3 sm:static sm:mx-0 sm:border-0 sm:bg-transparent sm:p-0">
            <CostLine cost={facts.cost} thread={thread} />
            <div className="flex flex-wrap-reverse items-center justify-end gap-2">
              <ActionBar
                mode={mode}
                when={when}
                busy={sending.isPending}
                behind={keeper.isBehind}
                onMain={main}
                onMode={(next) => setLater(next === "later")}
              />
            </div>
          </div>
        )}
      </div>
      <div className={cn("min-w-0 lg:sticky lg:top-20", side === "write" && "max-lg:hidden")}>
        <Preview sheet={sheet} uploads={uploads} />
      </div>
    </div>
  );
}
