// SPDX-License-Identifier: Apache-2.0
// The real web server over a real store of plates, in a process of its own that obeys lines.
import { spawn } from "node:child_process";
import path from "node:path";
import readline from "node:readline";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

export async function startPlatePages() {
  const python = process.env.PYTHON ?? path.join(ROOT, ".venv", "bin", "python");
  const child = spawn(python, ["-m", "hearthwatch.testing.plate_pages"], {
    cwd: ROOT, env: { ...process.env, PYTHONPATH: path.join(ROOT, "src") }, stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error("the plate pages ended");
    return value;
  };
  const url = await next();
  return {
    url,
    /** Sends a line and returns what came of it. */
    tell: async (line) => {
      child.stdin.write(`${line}\n`);
      return next();
    },
    /** A plate as the service tells it. */
    plate: async (id) => (await fetch(`${url}/api/plates/${id}`)).json(),
    close: async () => {
      const ended = new Promise((resolve) => child.on("exit", resolve));
      child.stdin.end();
      await ended;
    },
  };
}

/** A page on a server of its own, closed after the test; `name` is typed before it opens. */
export async function withPlates(t, { browser, openPage, path: where = "/plates", lines = [], name = "Ana", ...options }) {
  const own = await startPlatePages();
  for (const line of lines) await own.tell(line);
  const opened = await openPage(browser, own.url + where, options);
  t.after(async () => {
    await opened.close();
    await own.close();
  });
  if (name !== null) await opened.page.evaluate((typed) => localStorage.setItem("by-name", typed), name);
  if (name !== null) await opened.page.reload();
  return { own, ...opened };
}
