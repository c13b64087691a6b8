import { useState } from "react";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { Engine } from "@/lib/api/contract";
import { useEngines, useRemoveKey } from "@/lib/api/generation";
import { useZone } from "@/lib/api/user";
import { formatMoney } from "@/lib/numbers";
import { useEngineWords } from "@/lib/strings/en/engines";
import { formatMoment } from "@/lib/time";

import { KeyDialog } from "./KeyDialog";

function useFacts({ model, key_source, key_set_at, key_checked, price }: Engine): string {
  const words = useEngineWords();
  const zone = useZone();
  const facts = [model];
  if (key_source === "workspace") {
    if (key_set_at) facts.push(words("setAt", { when: formatMoment(key_set_at, zone, "date") }));
    facts.push(words(key_checked ? "checked" : "unchecked"));
  }
  if (price) {
    facts.push(words("price", { in: formatMoney(price.tokens_in), out: formatMoney(price.tokens_out) }));
  }
  return facts.join(" · ");
}

function RemoveKey({ engine }: { engine: Engine }) {
  const words = useEngineWords();
  const remove = useRemoveKey();
  const [asking, setAsking] = useState(false);
  const { name } = engine;
  return (
    <>
      <Button
        size="sm"
        variant="ghost"
        aria-label={words("removeFor", { name })}
        onClick={() => setAsking(true)}
      >
        {words("remove")}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={words("removeTitle", { name })}
        detail={words("removeDetail")}
        confirm={words("remove")}
        busy={remove.isPending}
        danger
        onConfirm={() =>
          remove.mutate(engine.key, {
            onSuccess: () => toast.done(words("removed")),
            onError: toast.problem,
            onSettled: () => setAsking(false),
          })
        }
      />
    </>
  );
}

function EngineRow({ engine, writes }: { engine: Engine; writes: boolean }) {
  const words = useEngineWords();
  const [setting, setSetting] = useState(false);
  const facts = useFacts(engine);
  const { name, key_source: source } = engine;
  const own = source === "workspace";
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
          {name}
          {writes && <Badge tone="good">{words("first")}</Badge>}
          <Badge tone={source ? "accent" : "neutral"}>
            {words(own ? "own" : source ? "installation" : "none")}
          </Badge>
        </p>
        <p className="text-xs break-words text-ink-muted">{facts}</p>
      </div>
      <div className="flex gap-2">
        <Button
          size="sm"
          aria-label={words(own ? "replaceFor" : "setFor", { name })}
          onClick={() => setSetting(true)}
        >
          {words(own ? "replace" : "set")}
        </Button>
        {own && <RemoveKey engine={engine} />}
      </div>
      {setting && <KeyDialog engine={engine} onClose={() => setSetting(false)} />}
    </li>
  );
}

/** The models in the order in which they are asked; last, what needs none. */
export function EngineList() {
  const words = useEngineWords();
  const answer = useEngines();
  if (answer.isPending) {
    return (
      <Loading className="flex flex-col gap-3">
        <Skeleton className="h-10" />
        <Skeleton className="h-10" />
      </Loading>
    );
  }
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  const { engines, writes_with } = answer.data;
  return (
    <ol aria-label={words("order")} className="divide-y divide-line">
      {engines.map((engine) => (
        <EngineRow key={engine.key} engine={engine} writes={engine.key === writes_with} />
      ))}
      <li className="py-3">
        <p className="flex items-center gap-2 text-sm font-medium">
          {words("composer")}
          {writes_with === "composer" && <Badge tone="good">{words("first")}</Badge>}
        </p>
        <p className="text-xs text-ink-muted">{words("composerDetail")}</p>
      </li>
    </ol>
  );
}
