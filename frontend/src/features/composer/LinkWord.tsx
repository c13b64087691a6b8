import { Link2 } from "lucide-react";

import type { Check, SentLink } from "@/lib/api/contract";
import { useLabelWords } from "@/lib/strings/en/labels";

import type { Target } from "./targets";

interface LinkWordProps {
  checks: Check[];
  targets: Target[];
}

const isShort = ({ sent, target }: SentLink) => sent !== target;

/** Says which links leave otherwise than they were typed, before anything leaves. */
export default function LinkWord({ checks, targets }: LinkWordProps) {
  const words = useLabelWords();
  const changed = checks.filter(({ links }) => links.length > 0);
  if (changed.length === 0) return null;
  const all = changed.flatMap(({ links }) => links);
  const count = new Set(all.map(({ typed }) => typed)).size;
  const nameOf = (id: string) => {
    const target = targets.find((one) => one.id === id);
    return target ? `${target.platform.name} · ${target.name}` : "";
  };
  return (
    <details className="group rounded-lg border border-line bg-surface text-sm">
      <summary className="flex items-center gap-2 px-4 py-2.5 text-ink-muted marker:content-none">
        <Link2 aria-hidden className="size-4 shrink-0 text-ink-faint" />
        <span className="flex-1">
          {words(all.some(isShort) ? "links.shortened" : "links.tagged", { count })}
        </span>
        <span className="text-accent-text group-open:hidden">{words("links.show")}</span>
      </summary>
      <div className="flex flex-col gap-3 border-t border-line px-4 py-3">
        {changed.map(({ connection_id, links }) => (
          <div key={connection_id} className="flex flex-col gap-2">
            {targets.length > 1 && <p className="text-xs font-medium">{nameOf(connection_id)}</p>}
            {links.map((link) => (
              <dl key={link.typed} className="grid gap-x-3 gap-y-0.5 sm:grid-cols-[6rem_minmax(0,1fr)]">
                <dt className="text-xs text-ink-faint">{words("links.leaves")}</dt>
                <dd className="font-mono text-xs break-all" dir="ltr">
                  {link.sent}
                </dd>
                {isShort(link) && (
                  <>
                    <dt className="text-xs text-ink-faint">{words("links.leadsTo")}</dt>
                    <dd className="font-mono text-xs break-all text-ink-muted" dir="ltr">
                      {link.target}
                    </dd>
                  </>
                )}
              </dl>
            ))}
          </div>
        ))}
        <p className="text-xs text-ink-faint">{words("links.counted")}</p>
      </div>
    </details>
  );
}
