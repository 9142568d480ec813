// SPDX-License-Identifier: Apache-2.0
// Starts Debian's Chromium and opens pages that fail a test on any error or refused resource.
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const PICTURES = process.env.E2E_PICTURES ?? path.join(tmpdir(), "hearthwatch-e2e");

export async function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });
}

/** A page of a size and scheme; `errors` gathers what the page complains of. */
export async function openPage(browser, url, { width = 1280, height = 720, scheme = "light", ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, ...options });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => { if (message.type() === "error") errors.push(message.text()); });
  page.on("request", (request) => {
    const host = new URL(request.url()).host;
    if (host !== new URL(url).host && !request.url().startsWith("blob:")) errors.push(`asked ${host}`);
  });
  await page.goto(url);
  return { page, errors, close: () => context.close() };
}

/** Accessibility findings of the page as it is now, WCAG 2.2 AA and good practice. */
export async function findings(page) {
  // Through the debugger, which the page's policy does not bind.
  await page.evaluate(await readFile(AXE, "utf8"));
  const { violations } = await page.evaluate(() => window.axe.run(document));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

export async function picture(page, name) {
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
}
