import { Download } from "lucide-react";
import { useState } from "react";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Note, ProblemNote } from "@/components/ui/error-state";
import { Switch } from "@/components/ui/switch";
import type { Import } from "@/lib/api/contract";
import { useBeginImport } from "@/lib/api/imports";
import { newPostId as newKey } from "@/lib/ids";
import { useImportWords } from "@/lib/strings/en/importing";

import type { OpenSheet } from "./kept-sheet";
import { fileOf, orderOf } from "./use-sheet";

interface BeginBarProps {
  sheet: OpenSheet;
  checking: boolean;
  onBegun: (begun: Import) => void;
}

/** What the press of the button will do, and the button. */
export function BeginBar({ sheet, checking, onBegun }: BeginBarProps) {
  const words = useImportWords();
  const begin = useBeginImport();
  const [whole, setWhole] = useState(false);
  const taken = sheet.lines.filter(({ left }) => !left).map(({ row }) => row.outcome);
  const count = (outcome: string) => taken.filter((one) => one === outcome).length;
  const [scheduled, drafts, wrong] = [count("schedule"), count("draft"), count("refuse")];
  const out = sheet.lines.length - scheduled - drafts - wrong;
  const barred = whole && wrong > 0;
  // One key for one state of the sheet: pressed again after a lost answer, it is the same import.
  const [pressed, setPressed] = useState({ sheet, whole, key: newKey() });
  const press = () => {
    const same = pressed.sheet === sheet && pressed.whole === whole;
    const key = same ? pressed.key : newKey();
    if (!same) setPressed({ sheet, whole, key });
    const choices = { ...sheet.choices, order: orderOf(sheet) };
    begin.mutate({ file: fileOf(sheet), choices, allOrNothing: whole, key }, { onSuccess: onBegun });
  };
  return (
    <Card className="flex flex-col gap-4 p-5">
      <Switch
        label={words("begin.all")}
        detail={words("begin.allDetail")}
        checked={whole}
        onChange={setWhole}
      />
      {wrong > 0 && (
        <Note tone={barred ? "bad" : "warn"} role="status">
          {barred ? words("begin.wrongAll") : words("begin.wrong", { count: wrong })}
        </Note>
      )}
      <ProblemNote error={begin.error} />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p aria-live="polite" className="text-sm text-ink-muted tabular-nums">
          {words("begin.summary", { scheduled, drafts, out })}
        </p>
        <Button
          variant="primary"
          busy={begin.isPending}
          disabled={checking || barred || scheduled + drafts === 0}
          onClick={press}
        >
          {!begin.isPending && <Download aria-hidden />}
          {words("begin.submit", { count: scheduled + drafts })}
        </Button>
      </div>
    </Card>
  );
}
