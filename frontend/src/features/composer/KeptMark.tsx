import { Check, CloudOff, LoaderCircle, Pencil } from "lucide-react";

import { useComposerWords } from "@/lib/strings/en/composer";

import type { Keeping } from "./draft-keeper";

/** Says quietly where the typed text is. */
export function KeptMark({ keeping, auto }: { keeping: Keeping; auto: boolean }) {
  const words = useComposerWords();
  const quiet = "inline-flex items-center gap-1.5 text-xs text-ink-faint [&_svg]:size-3.5";
  switch (keeping.kind) {
    case "saving":
      return (
        <span role="status" className={quiet}>
          <LoaderCircle aria-hidden className="animate-spin" />
          {words("keep.saving")}
        </span>
      );
    case "saved":
      return (
        <span role="status" className={quiet}>
          <Check aria-hidden />
          {words("keep.saved")}
        </span>
      );
    case "typing":
      return (
        <span className={quiet}>
          <Pencil aria-hidden />
          {words(auto ? "keep.typing" : "keep.waiting")}
        </span>
      );
    case "here":
      return (
        <span
          role="status"
          className="inline-flex items-center gap-1.5 text-xs text-warn-text [&_svg]:size-3.5"
        >
          <CloudOff aria-hidden />
          {words("keep.here")}
        </span>
      );
    default:
      return null;
  }
}
