import { FileText } from "lucide-react";
import { lazy, Suspense } from "react";
import { useSearchParams } from "react-router";

import { DocumentDrop, DocumentsNeedPro, useReadsDocuments } from "@/components/documents/DocumentDrop";
import { UploadRows } from "@/components/documents/Reading";
import { useSourceUpload } from "@/components/documents/use-source-upload";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { useSources } from "@/lib/api/sources";
import { useDocumentWords } from "@/lib/strings/en/documents";

import { DocumentCard } from "./DocumentCard";

const DocumentSheet = lazy(() => import("./DocumentSheet"));

function List({ may, onOpen }: { may: boolean; onOpen: (id: string) => void }) {
  const words = useDocumentWords();
  const sources = useSources();
  if (sources.isPending) {
    return (
      <Loading className="flex flex-col gap-4">
        <Skeleton className="h-32 rounded-lg" />
        <Skeleton className="h-32 rounded-lg" />
      </Loading>
    );
  }
  if (sources.isError) return <ErrorState error={sources.error} onRetry={() => void sources.refetch()} />;
  const all = sources.data.pages.flatMap((page) => page.sources);
  if (all.length === 0) {
    if (!may) return null;
    return <EmptyState icon={FileText} title={words("emptyTitle")} detail={words("emptyDetail")} />;
  }
  return (
    <>
      <ul aria-label={words("list")} className="flex flex-col gap-4">
        {all.map((source) => (
          <li key={source.id}>
            <DocumentCard source={source} onOpen={() => onOpen(source.id)} />
          </li>
        ))}
      </ul>
      {sources.hasNextPage && (
        <Button
          className="self-center"
          busy={sources.isFetchingNextPage}
          onClick={() => void sources.fetchNextPage()}
        >
          {words("more")}
        </Button>
      )}
    </>
  );
}

/** The workspace's documents: brought in, read, looked into and removed. */
export default function DocumentsPage() {
  const words = useDocumentWords();
  const may = useReadsDocuments();
  const { uploads, add, forget } = useSourceUpload(() => undefined);
  const [query, setQuery] = useSearchParams();
  const open = query.get("open");
  const show = (id: string | null) => setQuery(id ? { open: id } : {}, { replace: true });
  return (
    <Page title={words("title")} detail={words("detail")}>
      <div className="flex flex-col gap-4">
        {may === false ? <DocumentsNeedPro /> : <DocumentDrop multiple onFiles={add} />}
        <UploadRows uploads={uploads} onForget={forget} />
        <List may={may !== false} onOpen={show} />
      </div>
      {open && (
        <Suspense fallback={null}>
          <DocumentSheet sourceId={open} onClose={() => show(null)} />
        </Suspense>
      )}
    </Page>
  );
}
