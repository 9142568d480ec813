// SPDX-License-Identifier: Apache-2.0
// What must hold before any service. With BASE_URL it runs against that one, such as a running demo;
// without, against the fake one.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings, openPage, picture, startBrowser } from "./browser.mjs";
import { startFakeService } from "./fake-server.mjs";

let browser;
let fake;
let url;

before(async () => {
  browser = await startBrowser();
  fake = process.env.BASE_URL === undefined ? await startFakeService() : null;
  url = process.env.BASE_URL ?? fake.url;
});

after(async () => {
  await browser?.close();
  await fake?.close();
});

test("the wall is live, accessible, and asks no other host", async (t) => {
  const { page, errors, close } = await openPage(browser, url, { width: 1920, height: 1080 });
  t.after(close);
  await page.locator(".tile").first().waitFor();
  await page.locator(".tile:is([data-state=live], [data-state=unknown], [data-state=no-plate])").first().waitFor();
  await page.waitForTimeout(2_000);
  await picture(page, "service-wall");
  assert.equal(await page.locator(".tile[data-state=silent]").count(), 0);
  assert.deepEqual(await findings(page), []);
  assert.deepEqual(errors, []);
});

test("the first camera's history opens and closes by key", async (t) => {
  const { page, errors, close } = await openPage(browser, url, { width: 1280, height: 720 });
  t.after(close);
  await page.locator(".tile a").first().waitFor();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.locator(".history").waitFor();
  await page.locator(".events p, .history > p").first().waitFor();
  await page.waitForTimeout(1_500);
  await picture(page, "service-history");
  assert.deepEqual(await findings(page), []);
  await page.keyboard.press("Escape");
  await page.locator(".tile").first().waitFor();
  assert.deepEqual(errors, []);
});
