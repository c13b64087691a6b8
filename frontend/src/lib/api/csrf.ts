/** The value that proves a request came from our own page; null while no session was ever opened. */
export function csrfToken(): string | null {
  const pair = document.cookie.split("; ").find((item) => item.startsWith("vp_csrf="));
  return pair ? decodeURIComponent(pair.slice("vp_csrf=".length)) : null;
}
