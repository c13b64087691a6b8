import { Download } from "lucide-react";
import { useState } from "react";

import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { exportAddress } from "@/lib/api/imports";
import { useZone } from "@/lib/api/user";
import { useImportWords } from "@/lib/strings/en/importing";
import { useUiWords } from "@/lib/strings/en/ui";
import { fromLocalInput } from "@/lib/time";

const states = ["draft", "scheduled", "published", "failed", "unconfirmed"] as const;
const dayLong = 86_400_000;

/** Midnight at the beginning of a day in a zone, some days later, as an instant. */
function midnight(day: string, zone: string, later = 0): string | null {
  if (!day) return null;
  const noon = new Date(new Date(`${day}T12:00:00Z`).getTime() + later * dayLong);
  return fromLocalInput(`${noon.toISOString().slice(0, 10)}T00:00`, zone).toISOString();
}

/** The workspace's posts as a file. */
export function ExportCard() {
  const words = useImportWords();
  const names = useUiWords();
  const zone = useZone();
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [state, setState] = useState("every");
  const wrong = from !== "" && until !== "" && until < from;
  const address = exportAddress(
    midnight(from, zone),
    midnight(until, zone, 1),
    state === "every" ? [] : [state],
  );
  return (
    <Card>
      <CardHeader title={words("export.title")} detail={words("export.detail")} />
      <CardBody className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-3">
          <Field label={words("export.from")}>
            <Input type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
          </Field>
          <Field label={words("export.until")} error={wrong ? words("export.wrong") : undefined}>
            <Input type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
          </Field>
          <Field label={words("export.states")}>
            <Select
              value={state}
              onChange={setState}
              options={[
                { value: "every", label: words("export.every") },
                ...states.map((value) => ({ value, label: names(`state.${value}`) })),
              ]}
            />
          </Field>
        </div>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-xs text-ink-faint">{words("export.all")}</p>
          {wrong ? (
            <Button disabled>
              <Download aria-hidden />
              {words("export.submit")}
            </Button>
          ) : (
            <Button asChild>
              <a href={address} download>
                <Download aria-hidden />
                {words("export.submit")}
              </a>
            </Button>
          )}
        </div>
      </CardBody>
    </Card>
  );
}
