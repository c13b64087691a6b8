import { HttpResponse, type JsonBodyType } from "msw";

/** A refusal in the form of RFC 9457, as the API gives it. */
export function problem(
  status: number,
  code: string,
  title: string,
  more: Record<string, JsonBodyType> = {},
) {
  return HttpResponse.json(
    { type: `/problems/${code}`, title, status, detail: "", code, ...more },
    { status, headers: { "Content-Type": "application/problem+json" } },
  );
}

export const notSignedIn = () =>
  problem(401, "not_signed_in", "You are not signed in.", { detail: "Sign in to go on." });
