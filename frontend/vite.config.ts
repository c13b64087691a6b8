import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const backend = process.env.VELOCITYPOST_WEB_URL ?? "http://127.0.0.1:5000";

/** Serves the mock service worker in `dev:mock` only, so that no build can ship it. */
function mockWorker(): Plugin {
  const file = fileURLToPath(import.meta.resolve("msw/mockServiceWorker.js"));
  return {
    name: "mock-worker",
    apply: (_config, { mode, command }) => command === "serve" && mode === "mock",
    configureServer(server) {
      server.middlewares.use("/mockServiceWorker.js", (_request, response) => {
        response.setHeader("Content-Type", "text/javascript");
        response.end(readFileSync(file));
      });
    },
  };
}

export default defineConfig(({ mode }) => ({
  plugins: [react(), tailwindcss(), mockWorker()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: {
    host: "127.0.0.1",
    port: 5173,
    proxy: mode === "mock" ? undefined : { "/api": backend, "/media": backend },
  },
  build: {
    outDir: "dist",
    manifest: true,
    target: ["chrome123", "edge123", "firefox121", "safari17.5"],
    chunkSizeWarningLimit: 400,
  },
  test: {
    environment: "jsdom",
    globals: true,
    setupFiles: ["./src/testing/setup.ts"],
    css: false,
    pool: "threads",
    maxWorkers: 2,
    // Each test cleans up after itself, so files may share a worker; that halves the time.
    isolate: false,
    testTimeout: 15_000,
  },
}));
