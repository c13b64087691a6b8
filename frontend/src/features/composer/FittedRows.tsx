import { PlatformMark } from "@/components/ui/platform-mark";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import type { MediaKind } from "@/lib/api/contract";
import { useFitted } from "@/lib/api/media";
import { toProblem } from "@/lib/api/problem";
import { useComposerWords } from "@/lib/strings/en/composer";

import type { Target } from "./targets";

/** An account with the format its post has. */
export interface SendAs {
  target: Target;
  format: string;
}

interface FittedRowProps extends SendAs {
  mediaId: string;
  kind: MediaKind;
  focus: [number, number] | null;
}

function FittedRow({ target, format, mediaId, kind, focus }: FittedRowProps) {
  const words = useComposerWords();
  const fitted = useFitted({ mediaId, connectionId: target.id, format, focus });
  const { platform, name } = target;
  const { data, error } = fitted;
  return (
    <li className="flex gap-3 py-3">
      {data?.url && kind !== "document" && data.mime.startsWith("image/") ? (
        <img
          src={data.url}
          alt={words("cut.result", { platform: platform.name })}
          className="h-24 max-w-32 shrink-0 rounded-md bg-sunken object-contain"
        />
      ) : (
        <Skeleton className="h-24 w-24 shrink-0" />
      )}
      <div className="min-w-0 text-sm">
        <p className="flex items-center gap-1.5 font-medium">
          <PlatformMark platform={platform.family} />
          <span className="truncate">{`${platform.name} · ${name}`}</span>
        </p>
        {fitted.isPending && (
          <Loading>
            <Skeleton className="mt-2 w-32" />
          </Loading>
        )}
        {error && <p className="text-bad-text">{toProblem(error).detail}</p>}
        {data && (
          <p className="text-ink-muted">
            {data.words ?? words("cut.asItIs")}{" "}
            {data.width > 0 && words("cut.size", { width: data.width, height: data.height })}
            {data.url === null && ` ${words("cut.making")}`}
          </p>
        )}
      </div>
    </li>
  );
}

interface FittedRowsProps extends Pick<FittedRowProps, "mediaId" | "kind" | "focus"> {
  sendAs: SendAs[];
}

/** For each account what its platform will get of a file. */
export function FittedRows({ sendAs, ...file }: FittedRowsProps) {
  const words = useComposerWords();
  if (sendAs.length === 0) return <p className="text-sm text-ink-muted">{words("cut.noAccounts")}</p>;
  return (
    <ul className="divide-y divide-line">
      {sendAs.map(({ target, format }) => (
        <FittedRow key={target.id} target={target} format={format} {...file} />
      ))}
    </ul>
  );
}
