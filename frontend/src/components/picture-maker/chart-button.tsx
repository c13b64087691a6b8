import { ChartColumn } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { Button } from "@/components/ui/button";
import { usePictureWords } from "@/lib/strings/en/pictures";

const ChartDialog = lazy(() => import("./chart-dialog"));

/** The way from a document's table to a chart of it. */
export function ChartButton({ sourceId, passageId }: { sourceId: string; passageId: string }) {
  const words = usePictureWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" className="self-start" onClick={() => setOpen(true)}>
        <ChartColumn aria-hidden />
        {words("chart.open")}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <ChartDialog sourceId={sourceId} passageId={passageId} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
