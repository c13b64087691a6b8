import { CalendarDays, FileText, PenLine, Sparkles, Users } from "lucide-react";
import { useEffect, useRef, type RefObject } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";

import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Note, ProblemNote } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { toast } from "@/components/ui/toast";
import { useWritable } from "@/components/wish/PlatformPicks";
import { useDomains, useEngines } from "@/lib/api/generation";
import { useGeneratorWords } from "@/lib/strings/en/generator";

import { ResultCard } from "./ResultCard";
import { useGenerator } from "./use-generator";
import { useTogether } from "./use-card-post";
import { WishForm } from "./WishForm";

type Generator = ReturnType<typeof useGenerator>;

/** Chooses what a person would most likely choose, and the document that the address names. */
function useBeginnings({ sheet, wish }: Generator) {
  const domains = useDomains().data;
  const { platforms, connected, pending } = useWritable();
  const [query] = useSearchParams();
  const document = query.get("document");
  const begun = useRef(false);
  const { domain, platforms: chosen } = sheet.wish;
  const ready = domains !== undefined && !pending;
  useEffect(() => {
    if (!ready || begun.current) return;
    begun.current = true;
    const first = domains.find(({ available }) => available)?.id ?? "";
    const known = chosen.filter((key) => platforms.some((platform) => platform.key === key));
    const mine = platforms.filter(({ key }) => connected.has(key)).map(({ key }) => key);
    wish({
      ...(domains.some(({ id, available }) => id === domain && available) ? {} : { domain: first }),
      platforms: known.length > 0 ? known : mine,
      ...(document ? { uploaded_file_id: document } : {}),
    });
  }, [ready, domains, platforms, connected, chosen, domain, document, wish]);
}

function NoKey() {
  const words = useGeneratorWords();
  if (useEngines().data?.writes_with !== "composer") return null;
  return (
    <Note>
      {words("noKey")}{" "}
      <Link to="/settings#models" className="rounded-sm text-accent-text underline underline-offset-4">
        {words("setKey")}
      </Link>
    </Note>
  );
}

function Results({ generator, ref }: { generator: Generator; ref: RefObject<HTMLElement | null> }) {
  const words = useGeneratorWords();
  const navigate = useNavigate();
  const together = useTogether();
  const { platforms } = useWritable();
  const { sheet, running, problem, varying } = generator;
  const nameOf = (key: string) => platforms.find((platform) => platform.key === key)?.name ?? key;
  const written = sheet.cards.flatMap(({ platform, suggestion }) =>
    suggestion ? [{ platform, suggestion }] : [],
  );
  const openAll = () => {
    together(written).then((post) => void navigate(`/compose/${post.id}`), toast.problem);
  };
  return (
    <section ref={ref} aria-label={words("results")} className="flex min-w-0 scroll-mt-20 flex-col gap-4">
      <ProblemNote error={problem} />
      {sheet.notices.length > 0 && (
        <Note tone="warn" role="status" title={words("notices")}>
          <ul>
            {sheet.notices.map((notice) => (
              <li key={notice}>{notice}</li>
            ))}
          </ul>
          <Link to="/settings#models" className="rounded-sm underline underline-offset-4">
            {words("keys")}
          </Link>
        </Note>
      )}
      {sheet.cards.length === 0 && (
        <EmptyState icon={Sparkles} title={words("emptyTitle")} detail={words("emptyDetail")} />
      )}
      {!running && written.length > 1 && (
        <Button className="self-end" onClick={openAll}>
          <PenLine aria-hidden />
          {words("all")}
        </Button>
      )}
      {sheet.cards.map((card) => (
        <ResultCard
          key={card.platform}
          card={card}
          name={nameOf(card.platform)}
          running={running}
          varying={varying.has(card.platform)}
          onChange={(changes) => generator.change(card.platform, changes)}
          onReword={(texts) => generator.reword(card, texts)}
          onVary={() => void generator.vary(card)}
        />
      ))}
    </section>
  );
}

/** Where texts are written by a model, or without one. */
export default function GeneratorPage() {
  const words = useGeneratorWords();
  const generator = useGenerator();
  useBeginnings(generator);
  const { sheet, running } = generator;
  const results = useRef<HTMLElement>(null);
  const generate = () => {
    void generator.generate();
    // The form is long: what comes stands beside its beginning, or below it on a phone.
    results.current?.scrollIntoView({ block: "start" });
  };
  return (
    <Page
      title={words("title")}
      detail={words("detail")}
      width="wide"
      actions={
        <>
          <Button asChild>
            <Link to="/content/documents">
              <FileText aria-hidden />
              {words("documents")}
            </Link>
          </Button>
          <Button asChild>
            <Link to="/domains">
              <Users aria-hidden />
              {words("domains")}
            </Link>
          </Button>
          <Button asChild>
            <Link to="/content/drafts">
              <CalendarDays aria-hidden />
              {words("batches")}
            </Link>
          </Button>
        </>
      }
    >
      <div className="mx-auto grid max-w-6xl items-start gap-6 lg:grid-cols-[minmax(0,24rem)_minmax(0,1fr)]">
        <div className="flex flex-col gap-4">
          <WishForm
            wish={sheet.wish}
            onChange={generator.wish}
            running={running}
            again={sheet.cards.length > 0}
            onGenerate={generate}
            onStop={generator.stop}
          />
          <NoKey />
        </div>
        <Results ref={results} generator={generator} />
      </div>
    </Page>
  );
}
