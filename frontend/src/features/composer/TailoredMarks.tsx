import { Undo2 } from "lucide-react";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { useComposerWords } from "@/lib/strings/en/composer";
import { useUiWords } from "@/lib/strings/en/ui";

import { asForAll, tailoredAspects, type Aspect } from "./tailoring";
import type { Target } from "./targets";
import type { Sheet } from "./writing";

interface TailoredMarksProps {
  sheet: Sheet;
  target: Target;
  locked: boolean;
  onChange: (change: (sheet: Sheet) => Sheet) => void;
}

const back = {
  text: "versions.commonText",
  files: "versions.commonFiles",
  more: "versions.commonMore",
} as const;

/** Marks what is different for this account, with the way back to what all others get. */
export function TailoredMarks({ sheet, target, locked, onChange }: TailoredMarksProps) {
  const words = useComposerWords();
  const ui = useUiWords();
  const { id, name, platform } = target;
  const undo = (aspect: Aspect) => {
    const kept = sheet.tailored[id];
    onChange((current) => asForAll(current, id, aspect));
    toast.undo(words("versions.restored", { name }), ui("undo"), () =>
      onChange((current) => (kept ? { ...current, tailored: { ...current.tailored, [id]: kept } } : current)),
    );
  };
  return (
    <div className="flex flex-col gap-2 text-sm text-ink-muted">
      <p>{words("versions.tailorFor", { name, platform: platform.name })}</p>
      {tailoredAspects(sheet, id).map((aspect) => (
        <p key={aspect} className="flex flex-wrap items-center gap-2">
          <Badge tone="accent" dot>
            {words(`versions.${aspect}`)}
          </Badge>
          <Button size="sm" variant="ghost" disabled={locked} onClick={() => undo(aspect)}>
            <Undo2 aria-hidden />
            {words(back[aspect])}
          </Button>
        </p>
      ))}
    </div>
  );
}
