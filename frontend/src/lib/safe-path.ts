/**
 * The path to go to after signing in, if it is one of our own; otherwise the fallback.
 * Anything that a browser could read as another host (`//host`, `/\host`, a scheme) is refused.
 */
export function safePath(candidate: string | null | undefined, fallback: string): string {
  if (!candidate?.startsWith("/") || /[\\\p{Cc}]/u.test(candidate)) return fallback;
  const here = "http://own.invalid";
  const url = URL.canParse(candidate, here) ? new URL(candidate, here) : null;
  if (url?.origin !== here || url.pathname.startsWith("//")) return fallback;
  return url.pathname + url.search + url.hash;
}
