import { Palette, SquareCheck, Upload } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";

import { LibraryGrid } from "@/components/media-library/library-grid";
import { LibraryTools } from "@/components/media-library/library-tools";
import { Button } from "@/components/ui/button";
import { Page } from "@/components/ui/page";
import type { Media } from "@/lib/api/contract";
import { anyMedia } from "@/lib/api/media";
import { useSettled } from "@/lib/debounce";
import { useLibraryWords } from "@/lib/strings/en/library";
import { usePictureWords } from "@/lib/strings/en/pictures";

import { Arrivals } from "./Arrivals";
import { SelectionBar } from "./SelectionBar";
import { useMediaFilter } from "./use-filter";
import { useLibraryUploads } from "./use-library-uploads";

const FileSheet = lazy(() => import("./FileSheet"));
const PictureMaker = lazy(() => import("@/components/picture-maker/picture-maker"));

const accepted =
  "image/jpeg,image/png,image/webp,image/gif,video/mp4,video/quicktime,video/webm,application/pdf";
const pause = 250;

/** Everything that was uploaded. */
export default function LibraryPage() {
  const words = useLibraryWords();
  const [filter, setFilter] = useMediaFilter();
  const settled = useSettled(filter, pause);
  const pictures = usePictureWords();
  const [making, setMaking] = useState(false);
  const [opened, setOpened] = useState<Media | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Media[] | null>(null);
  const { arrivals, add, forget, again } = useLibraryUploads();
  const toggle = (media: Media) =>
    setChosen((all) =>
      all?.some(({ id }) => id === media.id)
        ? all.filter(({ id }) => id !== media.id)
        : [...(all ?? []), media],
    );
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
              add([...(event.target.files ?? [])]);
              event.target.value = "";
            }}
          />
          {chosen === null && (
            <Button onClick={() => setChosen([])}>
              <SquareCheck aria-hidden />
              {words("several.begin")}
            </Button>
          )}
          <Button onClick={() => setMaking(true)}>
            <Palette aria-hidden />
            {pictures("make")}
          </Button>
          <Button variant="primary" onClick={() => picker.current?.click()}>
            <Upload aria-hidden />
            {words("upload")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        <Arrivals arrivals={arrivals} onForget={forget} onAgain={again} />
        <LibraryTools value={filter} onChange={setFilter} />
        {chosen && <SelectionBar chosen={chosen} onChange={setChosen} onEnd={() => setChosen(null)} />}
        <LibraryGrid
          filter={settled}
          chosen={chosen ?? undefined}
          onPress={chosen ? toggle : setOpened}
          onClear={() => setFilter(anyMedia)}
        />
      </div>
      {making && (
        <Suspense fallback={null}>
          <PictureMaker onMade={setOpened} onClose={() => setMaking(false)} />
        </Suspense>
      )}
      {opened && (
        <Suspense fallback={null}>
          <FileSheet key={opened.id} media={opened} onClose={() => setOpened(null)} />
        </Suspense>
      )}
    </Page>
  );
}
