import { useMarketingWords } from "@/lib/strings/en/marketing";

// Written by `python -m bench.quality`, which measures it.
import measured from "./measured.json";
import { PublicFrame } from "./PublicFrame";

/** How often the product's own judgement was right, as it was measured. */
export default function TrackRecordPage() {
  const words = useMarketingWords();
  return (
    <PublicFrame title={words("track.title")}>
      <article className="mx-auto max-w-3xl px-4 py-16 text-base sm:px-8">
        <h1 className="text-xl font-semibold">{words("track.title")}</h1>
        <p className="mt-4 text-ink-muted">{words("track.detail")}</p>
        {measured.map(({ name, title, says, figures }) => (
          <section key={name} aria-labelledby={name} className="mt-10">
            <h2 id={name} className="text-lg font-semibold">
              {title}
            </h2>
            <p className="mt-2 text-ink-muted">{says}</p>
            <dl className="mt-4 border-t border-line text-sm">
              {figures.map(([what, figure]) => (
                <div key={what} className="grid gap-x-6 gap-y-0.5 border-b border-line py-2 sm:grid-cols-2">
                  <dt className="text-ink-muted">{what}</dt>
                  <dd className="tabular-nums">{figure}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </article>
    </PublicFrame>
  );
}
