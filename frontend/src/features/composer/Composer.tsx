import { Plus } from "lucide-react";
import { lazy, Suspense, useRef, useState, type KeyboardEvent } from "react";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Note, ProblemNote } from "@/components/ui/error-state";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { Post } from "@/lib/api/contract";
import { useMediaFacts } from "@/lib/api/media";
import type { When } from "@/lib/api/posts";
import { useZone } from "@/lib/api/user";
import { cn } from "@/lib/cn";
import { useComposerWords } from "@/lib/strings/en/composer";

import { AccountChips } from "./AccountChips";
import { ActionBar, type Mode } from "./ActionBar";
import { ConflictNote } from "./ConflictNote";
import { AccountOptions } from "./AccountOptions";
import { AccountStates } from "./AccountStates";
import { costOf, factsOf } from "./check-facts";
import { CostLine } from "./CostLine";
import { countOf, strictest } from "./counts";
import { FollowUpNote, followUpWord } from "./FollowUpNote";
import { formatOf } from "./formats";
import { KeptMark } from "./KeptMark";
import { isGone } from "./leaving";
import { PartEditor } from "./PartEditor";
import { ProblemLines } from "./ProblemLines";
import { Refusal } from "./Refusal";
import { rememberAccounts } from "./remembered-accounts";
import { useSheetCheck } from "./use-check";
import { useLabels } from "./use-labels";
import { useSending, type Order } from "./use-sending";
import { savesItself, useSheet } from "./use-sheet";
import {
  optionsOf,
  partsOf,
  tailoredAspects,
  withNewPart,
  withOption,
  withoutMoreFor,
  withoutPart,
  withPart,
  type View,
} from "./tailoring";
import { TailoredMarks } from "./TailoredMarks";
import { useTargets, useWithoutFollowUps } from "./targets";
import { UnfinishedNote } from "./UnfinishedNote";
import { useUploads } from "./use-uploads";
import { VersionTabs } from "./VersionTabs";
import { hasNothingToSay, type Sheet } from "./writing";

const Preview = lazy(() => import("./Preview"));
const LabelsLine = lazy(() => import("./LabelsLine"));
const LinkWord = lazy(() => import("./LinkWord"));
const Outcome = lazy(() => import("./Outcome"));
const OutcomeActions = lazy(() => import("./OutcomeActions"));
const PlannedNote = lazy(() => import("./PlannedNote"));
const PartOfSeries = lazy(() => import("@/components/recurring/part-of-series"));
const RepeatPost = lazy(() => import("./RepeatPost"));
const WhenPanel = lazy(() => import("./WhenPanel"));

interface ComposerProps {
  /** The post as the server has it; null before its first save. */
  post: Post | null;
  accounts: string[];
  /** A wall-clock time that was chosen before, on the calendar. */
  at: string | null;
  /** The recurring post that this is written for; "" for one that is to begin. */
  repeat: string | null;
  onCreated: (id: string) => void;
}

const none = { text: [], files: [] };

/** The only account is written for in the common post, unless it has words of its own from before. */
const ownView = (sheet: Sheet, account: string | null): View =>
  account !== null && tailoredAspects(sheet, account).length > 0 ? account : null;

/** Writes one post: its text, pictures, accounts and time, and what followers will see. */
export function Composer({ post, accounts, at, repeat, onCreated }: ComposerProps) {
  const words = useComposerWords();
  const zone = useZone();
  const { sheet, change, take, keeper, keeping, restored } = useSheet({ post, accounts, onCreated });
  // Where a file belongs that is still on its way, by the part it was put into.
  const uploadView = useRef<Record<string, View>>({});
  const { uploads, add, forget } = useUploads((partKey, place) =>
    change((current) =>
      withPart(current, uploadView.current[partKey] ?? null, partKey, (part) => ({
        ...part,
        files: place(part.files),
      })),
    ),
  );
  const sending = useSending(keeper);
  const labelling = useLabels(post);
  const [side, setSide] = useState<"write" | "preview">("write");
  const [later, setLater] = useState(at !== null);
  const [when, setWhen] = useState<When>({ local: at ?? "", zone });
  const [wantedRepeat] = useState(repeat);
  const [repeating, setRepeating] = useState(false);
  const [blocker, setBlocker] = useState<string | null>(null);
  const [saveProblem, setSaveProblem] = useState<unknown>(null);
  const [wantedView, setView] = useState<View>(null);
  const targets = useTargets(sheet.accounts);
  const several = targets.length > 1;
  const view = several && wantedView !== null && sheet.accounts.includes(wantedView) ? wantedView : null;
  const alone = several ? view : (targets[0]?.id ?? null);
  const viewed = alone === null ? targets : targets.filter(({ id }) => id === alone);
  const writes = several ? view : ownView(sheet, alone);
  const parts = partsOf(sheet, writes);

  const gone = post !== null && isGone(post);
  const planned = post?.state === "scheduled" && !gone;
  const onItsWay = sending.isPending && sending.variables.kind === "publish";
  const locked = gone || onItsWay;
  const mode: Mode = planned && !later ? "planned" : later ? "later" : "now";
  const { checked, checks, failed } = useSheetCheck(sheet, locked, post, labelling.labels.campaign_id);
  const facts = factsOf(checks, sheet, several ? view : null);
  const thread = parts.length > 1;
  const word = followUpWord(viewed);
  const media = useMediaFacts(
    targets.flatMap(({ id }) => partsOf(sheet, id)[0].files.map(({ media_id }) => media_id)),
  );
  const kindsOf = (id: string) =>
    partsOf(sheet, id)[0].files.flatMap(({ media_id }) => media[media_id]?.kind ?? []);
  const sendAs = viewed.map((target) => ({
    target,
    format: formatOf(target.platform, optionsOf(sheet, target.id), kindsOf(target.id)),
  }));
  const without = useWithoutFollowUps();
  const shown = targets.find(({ id }) => id === alone);

  const whatIsMissing = (how: Mode = mode): string | null => {
    if (hasNothingToSay(sheet)) return words("check.empty");
    if (sheet.accounts.length === 0) return words("accounts.noneChosen");
    if (uploads.some(({ problem }) => !problem)) return words("pictures.wait");
    if (how === "later" && !when.local) return words("when.missing");
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

  const mayGo = (): boolean => {
    const missing = whatIsMissing();
    setBlocker(missing);
    setSaveProblem(null);
    return !missing && !sending.isPending && !locked;
  };

  const main = () => {
    if (!mayGo()) return;
    if (mode === "planned") {
      keeper.flush().then(() => toast.done(words("planned.saved")), setSaveProblem);
    } else order(mode === "later" ? { kind: "schedule", when } : { kind: "publish" });
  };

  const askHowToRepeat = () => {
    // When it goes out is chosen there.
    const missing = whatIsMissing("now");
    setBlocker(missing);
    setRepeating(!missing && !sending.isPending);
  };

  const partLabel = (index: number) =>
    index > 0 && word === "addComment"
      ? words(parts.length === 2 ? "thread.comment" : "thread.part", { number: index + 1 })
      : words("thread.part", { number: index + 1 });

  const onKeyDown = (event: KeyboardEvent) => {
    // What is typed in the sheet over the page comes by here, too.
    if (repeating || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
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
          <Suspense fallback={<Skeleton className="h-28 rounded-lg" />}>
            <Outcome post={post}>
              <OutcomeActions post={post} />
            </Outcome>
          </Suspense>
        )}
        {planned && (
          <Suspense fallback={<Skeleton className="h-36 rounded-lg" />}>
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
          </Suspense>
        )}
        {post?.series_id && (
          <Suspense fallback={null}>
            <PartOfSeries seriesId={post.series_id} open={!gone} />
          </Suspense>
        )}
        {keeping.kind === "conflict" && <ConflictNote keeper={keeper} onTake={take} />}
        {keeping.kind === "here" && <Note tone="warn">{words("keep.hereDetail")}</Note>}
        {keeping.kind === "refused" && <ProblemNote error={keeping.problem} />}
        {restored && keeping.kind === "typing" && <Note role="status">{words("keep.restored")}</Note>}

        <AccountChips
          chosen={sheet.accounts}
          disabled={locked || planned}
          onChange={(chosen) =>
            change((current) => withoutMoreFor({ ...current, accounts: chosen }, without(chosen)))
          }
        />
        <UnfinishedNote />
        {several && (
          <VersionTabs
            targets={targets}
            view={view}
            tailored={(id) => tailoredAspects(sheet, id).length > 0}
            checks={checks}
            onChange={setView}
          />
        )}
        {several && view !== null && shown && (
          <TailoredMarks sheet={sheet} target={shown} locked={locked} onChange={change} />
        )}
        <Card className="overflow-hidden focus-within:border-line-strong">
          <div className="divide-y divide-line">
            {parts.map((part, index) => (
              <PartEditor
                key={part.key}
                part={part}
                number={index + 1}
                label={thread ? partLabel(index) : null}
                targets={viewed}
                sendAs={sendAs}
                count={strictest(
                  viewed
                    .filter(
                      ({ id }) =>
                        view !== null ||
                        !several ||
                        !tailoredAspects(sheet, id).includes(index === 0 ? "text" : "more"),
                    )
                    .map((target) => countOf(target, index, part.text, checked)),
                )}
                locked={locked}
                focused={!gone && part.text === ""}
                uploads={uploads.filter(({ partKey }) => partKey === part.key)}
                problems={index === 0 ? facts : none}
                onChange={(by) => {
                  if (sending.isError) sending.reset();
                  change((current) => withPart(current, writes, part.key, by));
                }}
                onFiles={(files) => {
                  uploadView.current[part.key] = writes;
                  add(part.key, files);
                }}
                onForget={forget}
                onRemove={
                  thread && !locked && !planned
                    ? () => change((current) => withoutPart(current, writes, part.key))
                    : undefined
                }
              />
            ))}
          </div>
          {(facts.more.length > 0 || thread) && (
            <div className="flex flex-col gap-2 border-t border-line px-5 py-3 empty:hidden">
              <ProblemLines problems={facts.more} targets={targets} />
              {thread && <FollowUpNote targets={viewed} />}
            </div>
          )}
          {!locked && (
            <div className="flex min-h-12 items-center justify-between gap-3 border-t border-line bg-canvas px-4 py-2">
              {word ? (
                <Button
                  variant="ghost"
                  size="sm"
                  disabled={planned}
                  title={planned ? words("thread.fixed") : undefined}
                  onClick={() =>
                    change((current) =>
                      withoutMoreFor(
                        withNewPart(current, writes),
                        view === null ? without(current.accounts) : [],
                      ),
                    )
                  }
                >
                  <Plus aria-hidden />
                  {words(`thread.${word}`)}
                </Button>
              ) : (
                <span />
              )}
              <KeptMark keeping={keeping} auto={savesItself(post)} />
            </div>
          )}
        </Card>

        <Suspense fallback={<Skeleton className="h-8 w-64" />}>
          <LabelsLine sheet={sheet} labelling={labelling} locked={locked} onChange={change} />
          {checks.some(({ links }) => links.length > 0) && <LinkWord checks={checks} targets={targets} />}
        </Suspense>
        {several && view === null && (
          <AccountStates
            targets={targets}
            checks={checks}
            countOf={(target) => countOf(target, 0, partsOf(sheet, target.id)[0].text, checked)}
            onTailor={setView}
          />
        )}
        {shown && !gone && (
          <AccountOptions
            key={shown.id}
            target={shown}
            format={sendAs[0]?.format ?? ""}
            chosen={optionsOf(sheet, shown.id)}
            problems={facts.options}
            locked={locked}
            onChange={(key, value) => change((current) => withOption(current, shown.id, key, value))}
          />
        )}
        {failed && <p className="text-xs text-ink-faint">{words("check.failed")}</p>}
        {later && !locked && (
          <Card aria-label={words("when.title")} className="p-4">
            <Suspense fallback={<Skeleton className="h-24" />}>
              <WhenPanel
                value={when}
                onChange={(chosen) => {
                  if (sending.isError) sending.reset();
                  setWhen(chosen);
                }}
                error={mode === "later" && blocker && !when.local ? blocker : undefined}
              />
            </Suspense>
          </Card>
        )}
        {blocker && [whatIsMissing(), whatIsMissing("now")].includes(blocker) && (
          <Note tone="warn" role="alert">
            {blocker}
          </Note>
        )}
        <Refusal error={sending.error ?? saveProblem} />
        {!gone && (
          <div className="sticky bottom-[calc(4rem+env(safe-area-inset-bottom))] z-10 -mx-4 flex flex-col gap-2 border-t border-line bg-canvas px-4 py-3 sm:static sm:mx-0 sm:border-0 sm:bg-transparent sm:p-0">
            <CostLine cost={costOf(checks)} thread={thread} />
            <div className="flex flex-wrap-reverse items-center justify-end gap-2">
              <ActionBar
                mode={mode}
                when={when}
                busy={sending.isPending}
                behind={keeper.isBehind}
                repeats={wantedRepeat !== null}
                onRepeat={askHowToRepeat}
                accounts={sheet.accounts}
                onMain={main}
                onQueue={(queue) => mayGo() && order({ kind: "queue", queue })}
                onMode={(next) => {
                  if (sending.isError) sending.reset();
                  setLater(next === "later");
                }}
              />
            </div>
          </div>
        )}
      </div>
      {repeating && (
        <Suspense fallback={null}>
          <RepeatPost
            keeper={keeper}
            sheet={sheet}
            labels={labelling.labels}
            at={when}
            seriesId={wantedRepeat || null}
            onClose={() => setRepeating(false)}
          />
        </Suspense>
      )}
      <div className={cn("min-w-0 lg:sticky lg:top-20", side === "write" && "max-lg:hidden")}>
        <Suspense fallback={<Skeleton className="h-40 rounded-lg" />}>
          <Preview sheet={sheet} uploads={uploads} view={view} checks={checks} />
        </Suspense>
      </div>
    </div>
  );
}
