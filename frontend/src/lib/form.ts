import type { FieldPath, FieldValues, UseFormReturn } from "react-hook-form";

import { toProblem, type ApiProblem } from "./api/problem";

function fieldsOf<T extends FieldValues>(form: UseFormReturn<T>, problem: ApiProblem) {
  return problem.fields.filter(({ field }) => field in form.getValues());
}

/** Shows a refused request at the fields that it speaks of and focuses the first of them. */
export function showProblem<T extends FieldValues>(form: UseFormReturn<T>, error: unknown): void {
  fieldsOf(form, toProblem(error)).forEach(({ field, message }, index) => {
    form.setError(field as FieldPath<T>, { message }, { shouldFocus: index === 0 });
  });
}

/** What is left to say for the form as a whole; null where the fields say it all. */
export function formProblem<T extends FieldValues>(
  form: UseFormReturn<T>,
  error: unknown,
): ApiProblem | null {
  if (!error) return null;
  const problem = toProblem(error);
  const shown = fieldsOf(form, problem).length;
  return shown > 0 && shown === problem.fields.length ? null : problem;
}
