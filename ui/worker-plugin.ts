// SPDX-License-Identifier: Apache-2.0
// Builds the service worker as one plain script without imports, which every browser takes, at a name that lasts.
import { build, type Plugin } from "vite";

export function serviceWorker(entry: string, fileName: string): Plugin {
  return {
    name: "hearthwatch-service-worker",
    apply: "build",
    async generateBundle() {
      const made = await build({
        configFile: false,
        logLevel: "warn",
        publicDir: false,
        build: {
          write: false,
          target: "es2022",
          modulePreload: false,
          rollupOptions: { input: entry, output: { format: "iife", entryFileNames: fileName } },
        },
      });
      const [script] = (Array.isArray(made) ? made : [made]).flatMap((each) => ("output" in each ? each.output : []));
      if (script?.type !== "chunk") throw new Error(`${entry} made no script`);
      this.emitFile({ type: "asset", fileName, source: script.code });
    },
  };
}
