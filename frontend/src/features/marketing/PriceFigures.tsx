import type { Plan } from "@/lib/api/contract";
import { useMeta } from "@/lib/api/meta";
import { formatCount, formatMoney } from "@/lib/numbers";
import { useMarketingWords } from "@/lib/strings/en/marketing";

const days = 30;

function useFigures() {
  const words = useMarketingWords();
  const share = (price: number, among: number) =>
    among > 0 ? formatMoney(price / among) : words("beside.falls");
  return ({ price_usd_month: price, max_platforms: platforms, max_posts_per_day: posts }: Plan) => [
    { name: words("beside.month"), value: formatMoney(price) },
    { name: words("beside.platform"), value: share(price, platforms) },
    { name: words("beside.posts"), value: posts > 0 ? formatCount(posts * days) : words("beside.any") },
    { name: words("beside.post"), value: share(price, posts * days) },
  ];
}

/** What the plans come to, for setting them beside other tools. Of others it claims nothing. */
export function PriceFigures({ heading: Heading = "h3" }: { heading?: "h2" | "h3" }) {
  const words = useMarketingWords();
  const figuresOf = useFigures();
  const plans = useMeta().data?.plans;
  const [first] = plans ?? [];
  if (!plans || !first) return null;
  return (
    <div className="mt-12">
      <Heading className="text-base font-semibold">{words("beside.title")}</Heading>
      <p className="mt-1.5 mb-5 max-w-2xl text-ink-muted">{words("beside.detail")}</p>
      <table className="w-full text-left text-sm tabular-nums max-md:block">
        <caption className="sr-only">{words("beside.label")}</caption>
        <thead className="max-md:sr-only">
          <tr>
            {[words("beside.plan"), ...figuresOf(first).map(({ name }) => name)].map((name) => (
              <th key={name} scope="col" className="py-2 pr-6 font-medium text-ink-faint">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-md:block">
          {plans.map((plan) => (
            <tr key={plan.key} className="border-t border-line max-md:block max-md:py-3">
              <th scope="row" className="py-2 pr-6 font-medium max-md:block">
                {plan.name}
              </th>
              {figuresOf(plan).map(({ name, value }) => (
                <td
                  key={name}
                  className="py-2 pr-6 max-md:flex max-md:justify-between max-md:py-1 max-md:pr-0"
                >
                  <span className="text-ink-muted md:hidden">{name}</span>
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
