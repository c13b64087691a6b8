import { AccountPicks } from "@/components/account-picks";
import { LabelFields } from "@/components/label-fields";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Note } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { ZoneSelect } from "@/components/ui/zone-select";
import type { Labelling } from "@/lib/api/contract";
import type { ImportChoices } from "@/lib/api/imports";
import { useImportWords } from "@/lib/strings/en/importing";

import type { OpenSheet } from "./kept-sheet";

interface ChoicesProps {
  sheet: OpenSheet;
  onChange: (choices: Partial<ImportChoices>) => void;
  onLabel: (labels: Labelling) => void;
}

const orders = ["day_first", "month_first"] as const;

/** How the file was read, and what holds where its rows say nothing. */
export function Choices({ sheet: { name, facts, choices, lines }, onChange, onLabel }: ChoicesProps) {
  const words = useImportWords();
  const asksOrder =
    facts.date_order === "auto" &&
    lines.some(({ row }) => /^\d{1,2}[/-]\d{1,2}[/-]/.test(row.cells.date ?? ""));
  const mayRepeat = choices.again || lines.some(({ row }) => row.outcome === "known");
  return (
    <Card>
      <CardHeader
        title={words("choices.title")}
        detail={words("file.read", { name, encoding: facts.encoding, delimiter: facts.delimiter })}
      />
      <CardBody className="flex flex-col gap-5">
        {facts.notices.length > 0 && (
          <Note tone="warn" title={words("file.notices")}>
            <ul>
              {facts.notices.map((notice) => (
                <li key={notice}>{notice}</li>
              ))}
            </ul>
          </Note>
        )}
        <AccountPicks
          legend={words("choices.accounts")}
          hint={words("choices.accountsHint")}
          chosen={choices.accounts}
          onChange={(accounts) => onChange({ accounts })}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={words("choices.zone")}>
            <ZoneSelect value={choices.zone} onChange={(zone) => onChange({ zone })} />
          </Field>
          {asksOrder && (
            <Field label={words("choices.order")}>
              <Select
                value={choices.order === "auto" ? undefined : choices.order}
                placeholder="–"
                options={orders.map((value) => ({ value, label: words(`choices.${value}`) }))}
                onChange={(order) => onChange({ order: order as ImportChoices["order"] })}
              />
            </Field>
          )}
        </div>
        <LabelFields labels={choices.labels} tagsHint={words("choices.tagsHint")} onChange={onLabel} />
        {mayRepeat && (
          <Checkbox
            label={words("choices.again")}
            checked={choices.again}
            onChange={(event) => onChange({ again: event.target.checked })}
          />
        )}
      </CardBody>
    </Card>
  );
}
