import { useLegalWords } from "@/lib/strings/en/legal";

import { PublicFrame } from "./PublicFrame";

/** Plain text in sections, set for reading. */
export function LegalPage({ subject }: { subject: "privacy" | "terms" }) {
  const words = useLegalWords();
  return (
    <PublicFrame title={words(`${subject}.title`)}>
      <article className="mx-auto max-w-2xl px-4 py-16 text-base sm:px-8">
        <h1 className="text-xl font-semibold">{words(`${subject}.title`)}</h1>
        <p className="mt-4 text-ink-muted">{words(`${subject}.intro`)}</p>
        {words.list(`${subject}.sections`).map(({ title, text }) => (
          <section key={title} className="mt-10">
            <h2 className="text-lg font-semibold">{title}</h2>
            {text.map((paragraph) => (
              <p key={paragraph} className="mt-3 text-ink-muted">
                {paragraph}
              </p>
            ))}
          </section>
        ))}
      </article>
    </PublicFrame>
  );
}
