import { Note, ProblemNote } from "@/components/ui/error-state";
import { toProblem } from "@/lib/api/problem";

/** Why it was not sent. Where the platforms named their reasons, these are what helps. */
export function Refusal({ error }: { error: unknown }) {
  if (!error) return null;
  const { code, detail, fields } = toProblem(error);
  if (code !== "cannot_schedule" || fields.length === 0) return <ProblemNote error={error} />;
  return (
    <Note tone="bad" role="alert" title={detail}>
      <ul>
        {fields.map(({ field, message }) => (
          <li key={field}>{message}</li>
        ))}
      </ul>
    </Note>
  );
}
