import { FilePlus2 } from "lucide-react";
import { useSearchParams } from "react-router";

import { Button } from "@/components/ui/button";
import { ProblemNote } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { useImportWords } from "@/lib/strings/en/importing";

import { BeginBar } from "./BeginBar";
import { Choices } from "./Choices";
import { ExportCard } from "./ExportCard";
import { FileDrop } from "./FileDrop";
import { ImportRun } from "./ImportRun";
import { PastImports } from "./PastImports";
import { RowList } from "./RowList";
import { toCsv } from "./to-csv";
import { useSheet } from "./use-sheet";

/** Brings posts in from a file, and takes them out as one. */
export default function ImportPage() {
  const words = useImportWords();
  const [query, setQuery] = useSearchParams();
  const { sheet, read, checking, error, choose, label, mend, leave, close } = useSheet();
  const open = query.get("open");
  return (
    <Page
      title={words("title")}
      detail={words("detail")}
      actions={
        sheet &&
        !open && (
          <Button onClick={close}>
            <FilePlus2 aria-hidden />
            {words("drop.another")}
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-6">
        {open ? (
          <ImportRun
            key={open}
            id={open}
            onNext={() => setQuery({})}
            onMend={(name, rows) => {
              read.mutate(toCsv(name, rows));
              setQuery({});
            }}
          />
        ) : sheet ? (
          <>
            <Choices sheet={sheet} onChange={choose} onLabel={label} />
            <ProblemNote error={error} />
            <RowList lines={sheet.lines} checking={checking} onMend={mend} onLeave={leave} />
            <BeginBar
              sheet={sheet}
              checking={checking}
              onBegun={({ id }) => {
                close();
                setQuery({ open: id });
              }}
            />
          </>
        ) : (
          <>
            <ProblemNote error={read.error} />
            <FileDrop busy={read.isPending} onFile={(file) => read.mutate(file)} />
          </>
        )}
        {!sheet && <PastImports />}
        {!sheet && !open && <ExportCard />}
      </div>
    </Page>
  );
}
