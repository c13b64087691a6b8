import { useState } from "react";

import { Button } from "@/components/ui/button";
import { Dialog, DialogRoot } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { useCardLayouts, useDrawChart, type ChartWish } from "@/lib/api/cards";
import { usePictureWords } from "@/lib/strings/en/pictures";

import { ProblemLine } from "./problem-line";

interface ChartDialogProps {
  sourceId: string;
  passageId: string;
  onClose: () => void;
}

const kinds = ["bar", "line", "share"] as const;

/** Draws a chart of a document's table into the library. */
export default function ChartDialog({ sourceId, passageId, onClose }: ChartDialogProps) {
  const words = usePictureWords();
  const shapes = useCardLayouts().data?.shapes ?? [];
  const draw = useDrawChart();
  const [kind, setKind] = useState<ChartWish["kind"]>(null);
  const [shape, setShape] = useState<ChartWish["shape"]>("square");
  const chart = draw.data;
  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Dialog
        title={words("chart.title")}
        footer={
          <Button
            variant="primary"
            busy={draw.isPending}
            onClick={() => draw.mutate({ source_id: sourceId, passage_id: passageId, kind, shape })}
          >
            {words("draw")}
          </Button>
        }
      >
        <div className="flex flex-col gap-4">
          <div className="grid grid-cols-2 gap-3">
            <Field label={words("chart.kind")}>
              <Select
                value={kind ?? "auto"}
                onChange={(value) => setKind(kinds.find((one) => one === value) ?? null)}
                options={[
                  { value: "auto", label: words("chart.auto") },
                  ...kinds.map((value) => ({ value, label: words(`chart.${value}`) })),
                ]}
              />
            </Field>
            <Field label={words("shape")}>
              <Select
                value={shape}
                onChange={(value) => setShape(value as ChartWish["shape"])}
                options={shapes.map(({ key }) => ({ value: key, label: words(`shapes.${key}`) }))}
              />
            </Field>
          </div>
          <ProblemLine error={draw.error} />
          {chart && (
            <figure className="flex flex-col gap-2">
              <img
                src={chart.thumbnail_url}
                alt={chart.alt}
                className="max-h-80 w-full rounded-md border border-line object-contain"
              />
              <figcaption role="status" className="text-sm text-ink-muted">
                {words("chart.inLibrary")}
              </figcaption>
            </figure>
          )}
        </div>
      </Dialog>
    </DialogRoot>
  );
}
