import { toProblem } from "@/lib/api/problem";

/** Why a picture was not made, where its making was asked for. */
export function ProblemLine({ error }: { error: unknown }) {
  if (!error) return null;
  const { title, detail } = toProblem(error);
  return (
    <p role="alert" className="text-sm text-bad-text">
      {title} {detail}
    </p>
  );
}
