import { Upload } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";

import { LibraryGrid } from "@/components/media-library/library-grid";
import { LibraryTools } from "@/components/media-library/library-tools";
import { Button } from "@/components/ui/button";
import { Page } from "@/components/ui/page";
import { Progress } from "@/components/ui/progress";
import { toast } from "@/components/ui/toast";
import type { Media } from "@/lib/api/contract";
import { uploadMedia, useKeepMedia, type MediaFilter } from "@/lib/api/media";
import { useSettled } from "@/lib/debounce";
import { useLibraryWords } from "@/lib/strings/en/library";

const FileSheet = lazy(() => import("./FileSheet"));

const accepted =
  "image/jpeg,image/png,image/webp,image/gif,video/mp4,video/quicktime,video/webm,application/pdf";
const pause = 250;

function useUploading() {
  const keep = useKeepMedia();
  const [running, setRunning] = useState<{ name: string; progress: number } | null>(null);
  const add = async (files: File[]) => {
    for (const file of files) {
      const onProgress = (progress: number) => setRunning({ name: file.name, progress });
      onProgress(0);
      try {
        keep(await uploadMedia(file, { signal: new AbortController().signal, onProgress }));
      } catch (error) {
        toast.problem(error);
      }
    }
    setRunning(null);
  };
  return { running, add };
}

/** Everything that was uploaded. */
export default function LibraryPage() {
  const words = useLibraryWords();
  const [filter, setFilter] = useState<MediaFilter>({ kind: null, words: "" });
  const settled = useSettled(filter, pause);
  const [opened, setOpened] = useState<Media | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const { running, add } = useUploading();
  return (
    <Page
      title={words("title")}
      detail={words("detail")}
      actions={
        <>
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            aria-label={words("upload")}
            accept={accepted}
            onChange={(event) => {
              void add([...(event.target.files ?? [])]);
              event.target.value = "";
            }}
          />
          <Button variant="primary" busy={running !== null} onClick={() => picker.current?.click()}>
            <Upload aria-hidden />
            {words("upload")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {running && (
          <div>
            <p className="mb-1 text-sm text-ink-muted">{words("uploading", { name: running.name })}</p>
            <Progress label={words("uploading", { name: running.name })} value={running.progress} />
          </div>
        )}
        <LibraryTools value={filter} onChange={setFilter} />
        <LibraryGrid filter={settled} onPress={setOpened} />
      </div>
      {opened && (
        <Suspense fallback={null}>
          <FileSheet key={opened.id} media={opened} onClose={() => setOpened(null)} />
        </Suspense>
      )}
    </Page>
  );
}
