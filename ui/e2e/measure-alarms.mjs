// SPDX-License-Identifier: Apache-2.0
// How soon an incident is on the wall: from its publishing to its link in the page. `node e2e/measure-alarms.mjs`.
import { startAlarmPages } from "./alarm-pages.mjs";
import { openPage, startBrowser } from "./browser.mjs";

const TIMES = 100;

const browser = await startBrowser();
const own = await startAlarmPages();
const { page } = await openPage(browser, own.url, { width: 1920, height: 1080 });
await page.locator(".tile").first().waitFor();
await page.evaluate(() => {
  window.seen = new Map();
  new MutationObserver(() => {
    for (const link of document.querySelectorAll(".incident a"))
      if (!window.seen.has(link.pathname)) window.seen.set(link.pathname, Date.now());
  }).observe(document.body, { childList: true, subtree: true, attributes: true });
});
const waits = [];
for (let number = 1; number <= TIMES; number += 1) {
  const began = Date.now();
  await own.tell("open flame mill");
  const seen = await page.waitForFunction((path) => window.seen.get(path), `/incidents/${number}`, { polling: 20 });
  waits.push((await seen.jsonValue()) - began);
}
waits.sort((one, other) => one - other);
console.log(`${TIMES} incidents; ms from the command to the page: median ${waits[TIMES / 2]}, p95 ${waits[Math.ceil(TIMES * 0.95) - 1]}, most ${waits[TIMES - 1]}`);
await browser.close();
await own.close();
