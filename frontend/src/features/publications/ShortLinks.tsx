import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { Clicks, Publication } from "@/lib/api/contract";
import { useClicks } from "@/lib/api/links";
import { useLinkWords } from "@/lib/strings/en/links";

type ShortLink = Clicks["links"][number];

const shownDays = 14;
const dayMs = 86_400_000;

/** The last two weeks, day by day, also those without a click. */
function lastDays(link: ShortLink): { day: string; clicks: number }[] {
  const counts = new Map(link.days.map(({ day, clicks }) => [day, clicks]));
  return Array.from({ length: shownDays }, (_none, index) => {
    const day = new Date(Date.now() - (shownDays - 1 - index) * dayMs).toISOString().slice(0, 10);
    return { day, clicks: counts.get(day) ?? 0 };
  });
}

function Bars({ link }: { link: ShortLink }) {
  const days = lastDays(link);
  const most = Math.max(1, ...days.map(({ clicks }) => clicks));
  return (
    <div aria-hidden className="flex h-8 items-end gap-0.5">
      {days.map(({ day, clicks }) => (
        <span
          key={day}
          title={`${day}: ${clicks}`}
          className={clicks ? "w-2 rounded-sm bg-accent" : "w-2 rounded-sm bg-line"}
          style={{ height: `${Math.max(8, (100 * clicks) / most)}%` }}
        />
      ))}
    </div>
  );
}

/** How often the short links of a live post were followed. Nothing where it has none. */
export function ShortLinks({ publication }: { publication: Publication }) {
  const words = useLinkWords();
  const clicks = useClicks(publication.post_id);
  const links = clicks.data?.links.filter(
    ({ address, connection_id }) =>
      connection_id === publication.connection_id && publication.text.includes(address),
  );
  if (!links || links.length === 0) return null;
  return (
    <Card aria-labelledby="publication-links">
      <CardHeader id="publication-links" title={words("followed")} detail={words("followedDetail")} />
      <CardBody>
        <ul className="flex flex-col gap-4">
          {links.map((link) => (
            <li key={link.address} className="flex items-end justify-between gap-4">
              <div className="min-w-0">
                <p className="text-lg font-semibold tabular-nums">
                  {words("clicks", { count: link.clicks })}
                </p>
                <p className="truncate font-mono text-xs text-ink-muted" dir="ltr" title={link.target}>
                  {link.target}
                </p>
              </div>
              <Bars link={link} />
            </li>
          ))}
        </ul>
        <p className="mt-3 text-xs text-ink-faint">{words("days")}</p>
      </CardBody>
    </Card>
  );
}
