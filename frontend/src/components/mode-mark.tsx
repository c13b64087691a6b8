import { FlaskConical, Radio } from "lucide-react";
import { lazy, type ComponentProps } from "react";

import { Badge } from "@/components/ui/badge";
import { OnDemand } from "@/components/ui/on-demand";
import type { Meta } from "@/lib/api/contract";
import { useMeta } from "@/lib/api/meta";
import { useAppWords } from "@/lib/strings/en/app";

const load = () => import("./mode-explained");
const ModeExplained = lazy(load);

function ModeButton({ meta, ...props }: { meta: Meta } & ComponentProps<"button">) {
  const words = useAppWords();
  const sandbox = meta.mode === "sandbox";
  const Icon = sandbox ? FlaskConical : Radio;
  return (
    <button
      type="button"
      className="rounded-full"
      aria-label={words("mode.change", { mode: words(`mode.${meta.mode}`) })}
      aria-haspopup="dialog"
      {...props}
    >
      <Badge tone={sandbox ? "warn" : "good"} className="px-2.5 py-1">
        <Icon aria-hidden />
        {words(`mode.${meta.mode}`)}
      </Badge>
    </button>
  );
}

/** Says at all times whether posts reach the real world. */
export function ModeMark() {
  const { data: meta } = useMeta();
  if (!meta) return null;
  return (
    <OnDemand load={load} trigger={(props) => <ModeButton meta={meta} {...props} />}>
      <ModeExplained meta={meta} trigger={<ModeButton meta={meta} />} />
    </OnDemand>
  );
}
