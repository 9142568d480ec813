// SPDX-License-Identifier: Apache-2.0
// The residents' page before its real routes, in a process of its own that answers lines.
import { spawn } from "node:child_process";
import path from "node:path";
import readline from "node:readline";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

export async function startResidents(...options) {
  const python = process.env.PYTHON ?? path.join(ROOT, ".venv", "bin", "python");
  const child = spawn(python, ["-m", "hearthwatch.testing.residents_page", ...options], {
    cwd: ROOT, env: { ...process.env, PYTHONPATH: path.join(ROOT, "src") }, stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error("the residents' page ended");
    return value;
  };
  const url = await next();
  return {
    url,
    /** Sends a line and returns what it prints. */
    ask: async (line) => {
      child.stdin.write(`${line}\n`);
      return next();
    },
    close: async () => {
      const ended = new Promise((resolve) => child.on("exit", resolve));
      child.stdin.end();
      await ended;
    },
  };
}
