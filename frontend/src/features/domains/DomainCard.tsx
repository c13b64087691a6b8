import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { RemovalQuestion } from "@/components/ui/removal-question";
import type { Domain } from "@/lib/api/contract";
import { useRemoveDomain } from "@/lib/api/generation";
import { useDomainWords } from "@/lib/strings/en/domains";

function OwnButtons({ domain, onEdit }: { domain: Domain; onEdit: () => void }) {
  const words = useDomainWords();
  const [asking, setAsking] = useState(false);
  const { name } = domain;
  return (
    <>
      <Button variant="ghost" size="icon-sm" aria-label={words("edit", { name })} onClick={onEdit}>
        <Pencil aria-hidden />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={words("remove", { name })}
        onClick={() => setAsking(true)}
      >
        <Trash2 aria-hidden />
      </Button>
      <RemovalQuestion
        open={asking}
        title={words("removeTitle", { name })}
        detail={words("removeDetail")}
        confirm={words("removeConfirm")}
        what={domain.id}
        removal={useRemoveDomain()}
        told={() => words("removed")}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

/** One domain: who reads it, how it sounds, and a sample of it. */
export function DomainCard({ domain, onEdit }: { domain: Domain; onEdit: () => void }) {
  const words = useDomainWords();
  const facts = [
    [words("audience"), domain.audience],
    [words("tone"), domain.tone],
    [words("rate"), domain.engagement_rate],
  ].filter(([, value]) => value);
  return (
    <Card aria-label={domain.name} className="flex flex-col gap-3 p-4 sm:p-5">
      <header className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h3 className="text-sm font-semibold break-words">{domain.name}</h3>
          <p className="text-sm text-ink-muted">{domain.description}</p>
        </div>
        {domain.custom ? (
          <OwnButtons domain={domain} onEdit={onEdit} />
        ) : (
          !domain.available && (
            <Badge tone="accent" title={words("proDetail")}>
              {words("pro")}
            </Badge>
          )
        )}
      </header>
      <dl className="flex flex-col gap-1.5 text-sm">
        {facts.map(([name, value]) => (
          <div key={name} className="grid grid-cols-[6rem_minmax(0,1fr)] gap-2">
            <dt className="text-ink-faint">{name}</dt>
            <dd title={value === domain.engagement_rate ? words("rateHint") : undefined}>{value}</dd>
          </div>
        ))}
      </dl>
      {domain.sample_content && (
        <figure className="rounded-md bg-sunken p-3">
          <figcaption className="text-xs text-ink-muted">{words("sample")}</figcaption>
          <blockquote dir="auto" className="mt-1 text-sm whitespace-pre-wrap">
            {domain.sample_content}
          </blockquote>
        </figure>
      )}
    </Card>
  );
}
