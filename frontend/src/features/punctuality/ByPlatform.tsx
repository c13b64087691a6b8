import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Table, Td, Th } from "@/components/ui/table";
import type { Punctuality } from "@/lib/api/contract";
import { usePlatforms } from "@/lib/api/platforms";
import { formatCount } from "@/lib/numbers";
import { usePunctualityWords } from "@/lib/strings/en/punctuality";

import { formatShare, useSpan } from "./figures";

/** A line for each platform, the most used first. */
export function ByPlatform({ platforms }: { platforms: Punctuality["platforms"] }) {
  const words = usePunctualityWords();
  const span = useSpan();
  const { data: known } = usePlatforms();
  return (
    <Card aria-labelledby="punctuality-platforms">
      <CardHeader id="punctuality-platforms" title={words("platforms")} />
      <CardBody className="px-2">
        <Table aria-label={words("platforms")}>
          <thead>
            <tr>
              <Th>{words("platform")}</Th>
              <Th className="text-right">{words("posts")}</Th>
              <Th className="text-right">{words("inMinute")}</Th>
              <Th className="hidden text-right sm:table-cell">{words("median")}</Th>
              <Th className="text-right">{words("p95")}</Th>
            </tr>
          </thead>
          <tbody className="tabular-nums">
            {platforms.map((figures) => (
              <tr key={figures.platform} className="last:[&>td]:border-0">
                <Td>
                  <span className="flex items-center gap-2 font-medium">
                    <PlatformMark platform={figures.platform} />
                    {known?.find(({ key }) => key === figures.platform)?.name ?? figures.platform}
                  </span>
                </Td>
                <Td className="text-right">{formatCount(figures.count)}</Td>
                <Td className="text-right">{formatShare(figures.within_60_seconds ?? 0)}</Td>
                <Td className="hidden text-right whitespace-nowrap sm:table-cell">
                  {span(figures.median_seconds ?? 0)}
                </Td>
                <Td className="text-right whitespace-nowrap">{span(figures.p95_seconds ?? 0)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </CardBody>
    </Card>
  );
}
