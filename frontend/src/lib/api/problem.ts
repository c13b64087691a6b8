import { isAxiosError } from "axios";

/** One field's complaint in a refused request. */
export interface FieldProblem {
  field: string;
  message: string;
}

interface ProblemBody {
  title?: unknown;
  detail?: unknown;
  status?: unknown;
  code?: unknown;
  errors?: unknown;
  retry_after?: unknown;
}

interface ProblemParts {
  status: number;
  code: string;
  title: string;
  detail: string;
  fields?: FieldProblem[];
  retryAfter?: number | null;
}

/**
 * What the API refused and why, ready to be read by a person.
 * `status` is 0 where no answer came at all; `retryAfter` is in seconds.
 */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly fields: FieldProblem[];
  readonly retryAfter: number | null;

  constructor({ status, code, title, detail, fields = [], retryAfter = null }: ProblemParts) {
    super(`${title} ${detail}`.trim());
    this.status = status;
    this.code = code;
    this.title = title;
    this.detail = detail;
    this.fields = fields;
    this.retryAfter = retryAfter;
  }

  /** The message for one field, if the API complained about it. */
  field(name: string): string | undefined {
    return this.fields.find((item) => item.field === name)?.message;
  }
}

const unanswered = {
  read: {
    code: "unreachable",
    title: "VelocityPost does not answer.",
    detail: "Check your connection. What you see may be out of date; nothing was changed.",
  },
  write: {
    code: "answer_lost",
    title: "The connection was lost before the answer came.",
    detail: "Your change may or may not have been saved. Look at it again before you repeat it.",
  },
  garbled: {
    title: "The answer could not be read.",
    detail:
      "VelocityPost, or something between you and it, answered in an unexpected form. Try again shortly.",
  },
  unexpected: {
    code: "unexpected",
    title: "This page ran into a fault of its own.",
    detail: "Nothing was sent. Load the page again; if it stays, tell whoever runs this installation.",
  },
} as const;

function isFieldProblem(item: unknown): item is FieldProblem {
  const row = item as Partial<FieldProblem> | null;
  return typeof row?.field === "string" && typeof row.message === "string";
}

function fromBody(status: number, body: ProblemBody): ApiProblem {
  return new ApiProblem({
    status,
    code: typeof body.code === "string" ? body.code : `http_${status}`,
    title: typeof body.title === "string" ? body.title : unanswered.garbled.title,
    detail: typeof body.detail === "string" ? body.detail : "",
    fields: Array.isArray(body.errors) ? body.errors.filter(isFieldProblem) : [],
    retryAfter: typeof body.retry_after === "number" ? body.retry_after : null,
  });
}

function isReading(method: string | undefined): boolean {
  return ["get", "head", "options", undefined].includes(method?.toLowerCase());
}

/** Whether what was asked for is not there (any more), so that to ask again is no help. */
export const isMissing = (error: unknown): boolean => error !== null && toProblem(error).status === 404;

/** Turns anything thrown while talking to the API into an `ApiProblem`. */
export function toProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (!isAxiosError(error)) return new ApiProblem({ status: 0, ...unanswered.unexpected });
  const { response, config } = error;
  if (!response) {
    return new ApiProblem({ status: 0, ...(isReading(config?.method) ? unanswered.read : unanswered.write) });
  }
  const body: unknown = response.data;
  if (typeof body === "object" && body !== null) return fromBody(response.status, body);
  return new ApiProblem({ status: response.status, code: `http_${response.status}`, ...unanswered.garbled });
}
