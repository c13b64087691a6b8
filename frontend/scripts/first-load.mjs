// Adds up the script that a first visit to each page must fetch, gzipped, and fails over the budget.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

/** Kilobytes. Where people arrive weighs most; pages with forms may carry the form library on top. */
const budget = { entrance: 250, other: 250 };
const entrances = /(Landing|Login|Dashboard)Page\.tsx$/;
const outsideTheShell = /features\/(marketing|account|onboarding)\/|CallbackPage/;

const manifest = JSON.parse(readFileSync("dist/.vite/manifest.json", "utf8"));
const size = (file) => gzipSync(readFileSync(`dist/${file}`)).length / 1000;

function scriptsOf(key, seen = new Set()) {
  const chunk = manifest[key];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const imported of chunk.imports ?? []) scriptsOf(imported, seen);
  return seen;
}

function firstLoad(...keys) {
  const files = new Set(keys.flatMap((key) => [...scriptsOf(key)]));
  return [...files].reduce((sum, file) => sum + size(file), 0);
}

const rows = Object.keys(manifest)
  .filter((key) => /src\/features\/.*Page\.tsx$/.test(key))
  .map((key) => {
    const shell = outsideTheShell.test(key) ? [] : ["src/app/shell/AppShell.tsx"];
    const limit = entrances.test(key) ? budget.entrance : budget.other;
    return { key, limit, kilobytes: firstLoad("index.html", ...shell, key) };
  })
  .sort((one, other) => other.kilobytes - one.kilobytes);

console.log("First load, script, gzipped:");
for (const { key, limit, kilobytes } of rows) {
  console.log(`  ${kilobytes.toFixed(1).padStart(6)} of ${limit} kB  ${key}`);
}
if (rows.length === 0 || rows.some(({ kilobytes, limit }) => kilobytes > limit)) {
  console.error("A page is over its budget.");
  process.exitCode = 1;
}
