// SPDX-License-Identifier: Apache-2.0
// Takes a picture of a page of a running service: node e2e/picture.mjs ADDRESS FILE [WIDTH HEIGHT]
import { startBrowser } from "./browser.mjs";

const [address, file, width = "1600", height = "900"] = process.argv.slice(2);
const browser = await startBrowser();
try {
  const page = await browser.newPage({ viewport: { width: Number(width), height: Number(height) } });
  await page.goto(address);
  await page.locator(".tile").first().waitFor();
  // Sixteen plates are some megabytes, and the machine that serves them may be busy.
  await page.waitForFunction(() => !document.body.innerText.includes("being loaded"), null, { timeout: 120000 });
  await page.waitForTimeout(3000);
  await page.screenshot({ path: file });
} finally {
  await browser.close();
}
