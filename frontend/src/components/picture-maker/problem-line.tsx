import { toProblem } from "@/lib/api/problem";
import { useUiWords } from "@/lib/strings/en/ui";

// Their titles speak of fields or files, where one field or one picture stands right above.
const plain = new Set(["media_refused", "validation_failed"]);

/** Why a picture was not made, where its making was asked for. */
export function ProblemLine({ error }: { error: unknown }) {
  const words = useUiWords();
  if (!error) return null;
  const { code, title, detail, retryAfter } = toProblem(error);
  return (
    <div role="alert" className="text-sm text-bad-text">
      {!plain.has(code) && <p className="font-medium">{title}</p>}
      <p>
        {detail} {retryAfter !== null && words("retryAfter", { count: retryAfter })}
      </p>
    </div>
  );
}
