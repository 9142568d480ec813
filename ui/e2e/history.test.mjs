// SPDX-License-Identifier: Apache-2.0
// The history of one camera in a real browser, before a service that can be told to fail.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings, openPage, picture, startBrowser } from "./browser.mjs";
import { startFakeService } from "./fake-server.mjs";

const skip = process.env.BASE_URL === undefined ? false : "BASE_URL names a real service";
let browser;
let fake;

before(async () => {
  if (skip) return;
  browser = await startBrowser();
  fake = await startFakeService();
});

after(async () => {
  await browser?.close();
  await fake?.close();
});

async function open(t, path, options) {
  const opened = await openPage(browser, fake.url + path, options);
  t.after(opened.close);
  return opened;
}

const moment = (page) => page.locator(".when time").innerText();
const slider = (page) => page.getByRole("slider", { name: "Moment", exact: true });
const ms = async (page) => Number(await slider(page).inputValue());

for (const [width, height, scheme] of [[1920, 1080, "dark"], [1280, 720, "light"], [390, 844, "dark"], [820, 1180, "light"]])
  test(`history is shown and accessible at ${width}x${height}, ${scheme}`, { skip }, async (t) => {
    const { page, errors } = await open(t, "/camera/square", { width, height, scheme });
    await slider(page).waitFor();
    await page.keyboard.press("PageUp");
    await page.locator(".events li").first().waitFor();
    await page.locator(".events li button").first().click();
    await page.locator(".when .hazard").first().waitFor();
    await page.waitForTimeout(300);
    await picture(page, `history-${width}x${height}-${scheme}`);
    assert.deepEqual(await findings(page), []);
    assert.deepEqual(errors, []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), false);
  });

test("keys move by 5 s, by a minute, by a quarter of an hour, and no further than the ends", { skip }, async (t) => {
  const { page } = await open(t, "/camera/square");
  await slider(page).waitFor();
  const start = await ms(page);
  await page.keyboard.press("ArrowLeft");
  assert.equal(await ms(page), start - 5_000);
  await page.keyboard.press("Shift+ArrowLeft");
  assert.equal(await ms(page), start - 65_000);
  await page.keyboard.press("PageUp");
  assert.equal(await ms(page), start - 965_000);
  await page.keyboard.press("Home");
  const first = await ms(page);
  await page.keyboard.press("ArrowLeft");
  assert.equal(await ms(page), first);
});

test("what was lost then is shown as lost", { skip }, async (t) => {
  const { page } = await open(t, "/camera/square");
  await slider(page).waitFor();
  await page.keyboard.press("PageUp");
  await page.getByRole("button", { name: "picture lost" }).click();
  await page.locator(".moment .overlay", { hasText: "no picture" }).waitFor();
  assert.match(await page.locator(".when").innerText(), /Camera lost/i);
  await picture(page, "history-lost");
});

test("it plays at the chosen speed until paused", { skip }, async (t) => {
  const { page } = await open(t, "/camera/square");
  await slider(page).waitFor();
  await page.keyboard.press("PageUp");
  await page.locator(".events li").first().waitFor();
  await page.getByRole("radio", { name: "60×" }).check();
  const start = await ms(page);
  await page.getByRole("button", { name: "Play" }).click();
  await page.waitForTimeout(1_000);
  await page.getByRole("button", { name: "Pause" }).click();
  const gone = (await ms(page)) - start;
  assert.ok(gone > 30_000 && gone < 120_000, `${gone} ms in a second at 60x`);
  const paused = await moment(page);
  await page.waitForTimeout(300);
  assert.equal(await moment(page), paused);
});

test("a window that fails says why and can be tried again", { skip }, async (t) => {
  const { page } = await open(t, "/camera/square");
  await slider(page).waitFor();
  fake.state.isHistoryBroken = true;
  await page.keyboard.press("Home");
  await page.getByText("The store is away.").waitFor();
  fake.state.isHistoryBroken = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("Something was changed during").waitFor();
});

test("a camera without a past, an unknown camera and an unknown page say so", { skip }, async (t) => {
  const { page } = await open(t, "/camera/chapel");
  await page.getByText("Nothing has been recorded").waitFor();
  assert.deepEqual(await findings(page), []);
  await page.goto(`${fake.url}/camera/nowhere`);
  await page.getByText("There is no such camera.").waitFor();
  assert.deepEqual(await findings(page), []);
});
