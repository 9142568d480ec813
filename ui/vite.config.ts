// SPDX-License-Identifier: Apache-2.0
// How the front end is built (into the Python package, so that nobody needs node to run it) and tested.
import { defineConfig } from "vitest/config";
import { serviceWorker } from "./worker-plugin";

export default defineConfig({
  base: "/app/",
  plugins: [serviceWorker("src/residents/sw.ts", "sw.js")],
  build: {
    outDir: "../src/hearthwatch/web/static/app",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    rollupOptions: { input: { index: "index.html", residents: "residents.html", account: "account.html" } },
    // One script and one style sheet: nothing may be inlined as a data address under the page's policy.
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
  server: { proxy: { "/api": { target: "http://127.0.0.1:8480", ws: true } } },
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  test: {
    environment: "jsdom",
    // One browser-like world for all files: making one takes most of the time, and no test changes it.
    isolate: false,
    poolOptions: { forks: { singleFork: true } },
    // A test reads the style sheets.
    css: true,
    include: ["src/**/*.test.{ts,tsx}"],
    env: { TZ: "UTC" },
  },
});
