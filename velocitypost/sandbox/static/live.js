// Timelines live: every few seconds, while somebody looks, the counts and replies are fetched again.
const EVERY_MS = 5000;

async function refresh() {
  const shown = document.querySelector("[data-live]");
  if (document.hidden || !shown || shown.contains(document.activeElement) || document.querySelector("video")) return;
  const answer = await fetch(location.href, { headers: { "x-live": "1" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-live]");
  if (fresh && fresh.innerHTML !== shown.innerHTML) shown.replaceWith(document.adoptNode(fresh));
}

setInterval(() => refresh().catch(() => {}), EVERY_MS);
