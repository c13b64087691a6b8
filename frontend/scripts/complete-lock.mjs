// A registry that offers only some platforms' builds of a package makes npm leave the others out of the lock,
// and then `npm ci` refuses that lock everywhere. This names them again, by the version that their owner asks for.
import { readFileSync, writeFileSync } from "node:fs";

const systems = { android: "android", darwin: "darwin", freebsd: "freebsd", linux: "linux", win32: "win32" };
const processors = { arm64: "arm64", x64: "x64", arm: "arm", ia32: "ia32", wasm32: "wasm32" };

/** Where a build may be installed, read from its name: `…-win32-arm64-msvc`. Null where the name tells nothing. */
function platformOf(name) {
  const words = name.split("-");
  const cpu = words.map((word) => processors[word]).find(Boolean);
  const os = words.map((word) => systems[word]).find(Boolean);
  if (!cpu) return null;
  return os ? { cpu: [cpu], os: [os] } : { cpu: [cpu] };
}

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
const added = {};
for (const [place, owner] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
    const nested = `${place}/node_modules/${name}`;
    const hoisted = `node_modules/${name}`;
    const platform = platformOf(name);
    if (lock.packages[nested] || lock.packages[hoisted] || !platform || !/^\d/.test(version)) continue;
    added[hoisted] = { version, ...platform, ...(owner.dev && { dev: true }), optional: true };
  }
}

const sorted = Object.entries({ ...lock.packages, ...added }).sort(([one], [other]) =>
  one.localeCompare(other, "en"),
);
if (Object.keys(added).length > 0) {
  lock.packages = Object.fromEntries(sorted);
  writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
}
console.log(`${Object.keys(added).length} builds for other platforms named in the lock.`);
