import { useState } from "react";

import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/error-state";
import { useComposerWords } from "@/lib/strings/en/composer";
import { forgetUnfinished, unfinishedUploads } from "@/lib/unfinished-uploads";

/** Tells of large files that stopped half way when the page was left. */
export function UnfinishedNote() {
  const words = useComposerWords();
  const [left, setLeft] = useState(unfinishedUploads);
  return left.map(({ key, name }) => (
    <Note key={key} role="status">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span>{words("pictures.unfinished", { name })}</span>
        <Button
          size="sm"
          variant="ghost"
          onClick={() => {
            forgetUnfinished(key);
            setLeft(unfinishedUploads());
          }}
        >
          {words("pictures.forget")}
        </Button>
      </div>
    </Note>
  ));
}
