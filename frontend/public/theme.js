// Runs before the first paint so that a chosen theme never flashes in the other one.
try {
  var chosen = localStorage.getItem("vp.theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // Storage is barred: the system's theme applies.
}
