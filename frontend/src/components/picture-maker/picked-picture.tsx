import { ImagePlus, X } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { Button } from "@/components/ui/button";
import type { Media } from "@/lib/api/contract";

const LibraryDialog = lazy(() => import("@/components/media-library/library-dialog"));

interface PickedPictureProps {
  label: string;
  choose: string;
  drop: string;
  picture: Pick<Media, "id" | "thumbnail_url"> | null;
  onChange: (picture: Media | null) => void;
}

/** One picture of the library, or none. */
export function PickedPicture({ label, choose, drop, picture, onChange }: PickedPictureProps) {
  const [picking, setPicking] = useState(false);
  return (
    <div role="group" aria-label={label} className="flex flex-wrap items-center gap-3">
      <span aria-hidden className="w-full text-sm font-medium">
        {label}
      </span>
      {picture && (
        <img
          src={picture.thumbnail_url}
          alt=""
          className="size-12 rounded-md border border-line bg-sunken object-cover"
        />
      )}
      <Button size="sm" onClick={() => setPicking(true)}>
        <ImagePlus aria-hidden />
        {choose}
      </Button>
      {picture && (
        <Button size="sm" variant="ghost" onClick={() => onChange(null)}>
          <X aria-hidden />
          {drop}
        </Button>
      )}
      {picking && (
        <Suspense fallback={null}>
          <LibraryDialog onPick={([first]) => first && onChange(first)} onClose={() => setPicking(false)} />
        </Suspense>
      )}
    </div>
  );
}
