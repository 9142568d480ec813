// SPDX-License-Identifier: Apache-2.0
// The real service with accounts and cameras of the village, in a process and a folder of its own.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** `more`: lines of the configuration. The address is by name, because passkeys need one. */
export async function startService(cameras, more = "") {
  const folder = await mkdtemp(path.join(tmpdir(), "hearthwatch-accounts-"));
  const port = await freePort();
  const config = path.join(folder, "hearthwatch.toml");
  await writeFile(config, configuration(port, folder, cameras) + more);
  const run = (...words) => spawn(path.join(ROOT, ".venv", "bin", "python"), ["-m", "hearthwatch", ...words, "-c", config], {
    cwd: ROOT, env: { ...process.env, PYTHONPATH: path.join(ROOT, "src") }, stdio: ["ignore", "pipe", "pipe"],
  });
  const child = run("serve");
  let said = "";
  child.stderr.on("data", (text) => { said += text; });
  const url = `http://localhost:${port}`;
  const data = path.join(folder, "data");
  const first = await until(async () => {
    if (child.exitCode !== null) throw new Error(`the service ended: ${said}`);
    return readFile(path.join(data, "first-link"), "utf8").catch(() => null);
  });
  await until(async () => fetch(`${url}/sign-in`).then(() => true, () => null));
  return {
    url,
    /** The first link, by the name that the browser uses. */
    firstLink: `${url}/invitation${new URL(first.trim()).hash}`,
    said: () => said,
    close: async () => {
      const ended = new Promise((resolve) => child.on("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configuration(port, folder, cameras) {
  const each = cameras.map((view) => `[[camera]]\nid = "${view}"\nurl = "village:${view}"\npreset = "private"\n`);
  return `[web]\naddress = "127.0.0.1:${port}"\n[store]\nfolder = "${path.join(folder, "data")}"\n${each.join("")}`;
}

export async function until(look, patienceMs = 60_000) {
  const end = Date.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== null && found !== false) return found;
    if (Date.now() > end) throw new Error("waited in vain");
    await new Promise((resolve) => { setTimeout(resolve, 200); });
  }
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => { resolve(port); });
    });
  });
}
