// Adds up the script that a first visit must fetch, gzipped, and fails over the budget.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const budget = 200;
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

const pages = Object.keys(manifest).filter((key) => /src\/features\/.*Page\.tsx$/.test(key));
const outsideTheShell = ["marketing", "account", "onboarding"];
const rows = pages.map((key) => {
  const folder = key.split("/")[2];
  const shell = outsideTheShell.includes(folder) ? [] : ["src/app/shell/AppShell.tsx"];
  return { key, kilobytes: firstLoad("index.html", ...shell, key) };
});

rows.sort((one, other) => other.kilobytes - one.kilobytes);
console.log(`First load, script, gzipped (budget ${budget} kB):`);
for (const { key, kilobytes } of rows) console.log(`  ${kilobytes.toFixed(1).padStart(6)} kB  ${key}`);
if (rows.some(({ kilobytes }) => kilobytes > budget)) {
  console.error("A page is over the budget.");
  process.exitCode = 1;
}
