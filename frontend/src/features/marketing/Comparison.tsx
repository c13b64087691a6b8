import { useMarketingWords } from "@/lib/strings/en/marketing";

import { Section } from "./PublicFrame";

/** The days on which the difference shows. A table on wide screens, a list of pairs on phones. */
export function Comparison() {
  const words = useMarketingWords();
  return (
    <Section id="compare" title={words("compare.title")} detail={words("compare.detail")}>
      <table className="w-full text-left max-md:block">
        <thead className="max-md:sr-only">
          <tr>
            <th scope="col" className="w-1/3 py-3 pr-6 text-sm font-medium text-ink-faint">
              {words("compare.situation")}
            </th>
            <th scope="col" className="w-1/4 py-3 pr-6 text-sm font-medium text-ink-faint">
              {words("compare.byHand")}
            </th>
            <th scope="col" className="py-3 text-sm font-medium text-accent-text">
              {words("compare.ours")}
            </th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {words.list("compare.rows").map(({ situation, byHand, ours }) => (
            <tr key={situation} className="border-t border-line align-top max-md:block max-md:py-5">
              <th scope="row" className="py-4 pr-6 font-medium max-md:block max-md:py-0">
                {situation}
              </th>
              <td className="py-4 pr-6 text-ink-muted max-md:block max-md:pt-2 max-md:pb-0">
                <span className="font-medium md:hidden">{words("compare.byHand")}: </span>
                {byHand}
              </td>
              <td className="py-4 max-md:block max-md:pt-2 max-md:pb-0">
                <span className="font-medium text-accent-text md:hidden">{words("compare.ours")}: </span>
                {ours}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
