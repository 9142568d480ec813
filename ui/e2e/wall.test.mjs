// SPDX-License-Identifier: Apache-2.0
// The wall in a real browser, before a service that can be told to fail.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings, openPage, picture, startBrowser } from "./browser.mjs";
import { startFakeService } from "./fake-server.mjs";

const SIZES = [[1920, 1080], [1280, 720], [390, 844], [820, 1180]];
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

/** A page on a service of its own, so that what is broken there hurts no other test. */
async function withFake(t, options, path = "/") {
  const own = await startFakeService(options);
  const opened = await openPage(browser, own.url + path);
  t.after(async () => {
    await opened.close();
    await own.close();
  });
  return { own, ...opened };
}

const tile = (page, id) => page.locator(`.tile:has([data-camera="${id}"])`);
const spoken = (page, id) => page.locator(`[data-camera="${id}"]`).getAttribute("aria-label");

for (const scheme of ["light", "dark"])
  for (const [width, height] of SIZES)
    test(`every state is shown and accessible at ${width}x${height}, ${scheme}`, { skip }, async (t) => {
      const { page, errors, close } = await openPage(browser, fake.url, { width, height, scheme });
      t.after(close);
      await page.locator(".tile[data-state=live]").first().waitFor();
      await page.waitForTimeout(1_000);
      await picture(page, `wall-${width}x${height}-${scheme}`);
      assert.equal(await page.locator(".tile").count(), 16);
      assert.deepEqual(await findings(page), []);
      assert.deepEqual(errors, []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), false);
    });

test("tiles say in words how they stand", { skip }, async (t) => {
  const { page, close } = await openPage(browser, fake.url);
  t.after(close);
  await page.locator(".tile[data-state=live]").first().waitFor();
  assert.equal(await spoken(page, "square"), "Square: live, watching");
  assert.equal(await spoken(page, "car-park"), "Car park: flame, smoke, live, watching");
  assert.equal(await spoken(page, "barn"), "Barn: flame, smoke, no plate yet, degraded");
  assert.equal(await spoken(page, "playground"), "Playground: unknown, degraded");
  assert.match(await spoken(page, "jetty"), /^Jetty: camera lost, no picture since \d\d:\d\d, waiting to try again, blind$/);
  assert.match(await tile(page, "square").locator(".age").innerText(), /^\d\.\d s$/);
});

test("the canvas holds plate, map and unknown where they belong", { skip }, async (t) => {
  const { page, close } = await openPage(browser, fake.url);
  t.after(close);
  await page.locator(".tile[data-state=live]").first().waitFor();
  await page.waitForTimeout(1_000);
  const colours = (id, x, y) => tile(page, id).locator("canvas").first().evaluate(readColours, { x, y });
  assert.ok((await colours("car-park", 0.36, 0.65)).includes("213,94,0"), "flame is vermillion");
  assert.ok((await colours("mill-stream", 0.5, 0.8)).includes("86,180,233"), "water is sky blue");
  assert.ok((await colours("playground", 0.5, 0.5)).every(isGrey), "unknown is grey");
  assert.ok((await colours("orchard", 0.02, 0.04)).every(isGrey), "what the plate does not know is grey");
  assert.ok(!(await colours("orchard", 0.5, 0.1)).some(isGrey), "the sky of the plate is not");
});

test("a camera that is silent for 3 s shows no picture, whatever it showed", { skip }, async (t) => {
  const { own, page } = await withFake(t, {});
  await page.locator('.tile[data-state=live] [data-camera="car-park"]').waitFor();
  own.silence([0, 6]);
  await page.locator('.tile[data-state=silent] [data-camera="square"]').waitFor({ timeout: 5_000 });
  assert.match(await tile(page, "square").innerText(), /no picture since \d\d:\d\d/);
  assert.match(await spoken(page, "car-park"), /^Car park: flame, smoke, no picture since/);
  const colours = await tile(page, "car-park").locator("canvas").first().evaluate(readColours, { x: 0.36, y: 0.65 });
  assert.ok(colours.every(isGrey), "nothing of the last picture remains");
  await picture(page, "wall-silent");
});

test("a lost link is said at once, tried again, and over when the service is back", { skip }, async (t) => {
  const { own, page } = await withFake(t, {});
  await page.locator(".tile[data-state=live]").first().waitFor();
  own.refuseLinks(true);
  own.cutLinks();
  await page.locator(".link-banner").waitFor({ timeout: 2_000 });
  assert.match(await page.locator(".link-banner").innerText(), /lost since \d\d:\d\d:\d\d/);
  await page.locator(".tile[data-state=silent]").first().waitFor({ timeout: 5_000 });
  await picture(page, "wall-link-lost");
  assert.deepEqual(await findings(page), []);
  own.refuseLinks(false);
  await page.locator(".tile[data-state=live]").first().waitFor({ timeout: 12_000 });
  assert.equal(await page.locator(".link-banner").count(), 0);
});

test("keys lead over the wall, into a camera's history and back to its tile", { skip }, async (t) => {
  const { page } = await withFake(t, { count: 18 });
  await page.locator(".tile[data-state=live]").first().waitFor();
  for (const key of ["ArrowRight", "ArrowRight", "ArrowDown"]) await page.keyboard.press(key);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-camera"));
  assert.equal(await focused(), "playground");
  await page.keyboard.press("Enter");
  await page.locator("h1", { hasText: "Playground" }).waitFor();
  assert.match(page.url(), /\/camera\/playground$/);
  await page.keyboard.press("Escape");
  await page.locator(".tile").first().waitFor();
  assert.equal(await focused(), "playground");
  await page.keyboard.press("PageDown");
  await page.getByText("Page 2 of 2").waitFor();
  assert.equal(await page.locator(".tile").count(), 2);
  await picture(page, "wall-page-2");
  await page.keyboard.press("PageUp");
  await page.getByText("Page 1 of 2").waitFor();
});

test("the question mark shows the keys, and single keys can be switched off", { skip }, async (t) => {
  const { page } = await withFake(t, {});
  await page.locator(".tile").first().waitFor();
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  await picture(page, "keys");
  assert.deepEqual(await findings(page), []);
  await page.getByRole("checkbox").uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  assert.equal(await page.getByRole("dialog").count(), 0);
});

test("F fills the screen and leaves it", { skip }, async (t) => {
  const { page } = await withFake(t, {});
  await page.locator(".tile").first().waitFor();
  await page.keyboard.press("f");
  await page.waitForFunction(() => document.fullscreenElement !== null);
  await page.keyboard.press("f");
  await page.waitForFunction(() => document.fullscreenElement === null);
});

test("a roster that changes is fetched again; without cameras the page helps", { skip }, async (t) => {
  const { own, page, errors } = await withFake(t, { count: 3 });
  await page.locator(".tile").nth(2).waitFor();
  own.setCount(0);
  await page.getByText("No camera yet").waitFor();
  assert.match(await page.locator("pre").first().innerText(), /\[\[camera\]\]/);
  assert.deepEqual(await findings(page), []);
  await picture(page, "empty");
  own.setCount(1);
  await page.locator(".tile[data-state=live]").waitFor();
  await picture(page, "wall-one");
  assert.deepEqual(errors, []);
});

test("a roster that cannot be read is said, and asked for again", { skip }, async (t) => {
  const { own, page } = await withFake(t, {});
  await page.locator(".tile").first().waitFor();
  own.state.isRosterBroken = true;
  own.setCount(16);
  await page.getByText("The store is away.").waitFor();
  own.state.isRosterBroken = false;
  await page.locator(".link-banner").waitFor({ state: "detached", timeout: 8_000 });
});

/** Colours of a small square around a point (parts of the canvas), as "r,g,b". In the page. */
function readColours(canvas, { x, y }) {
  const [left, top] = [Math.round(canvas.width * x) - 4, Math.round(canvas.height * y) - 2];
  const { data } = canvas.getContext("2d").getImageData(Math.max(0, left), Math.max(0, top), 8, 4);
  return [...new Set(Array.from({ length: 32 }, (_, index) => data.slice(index * 4, index * 4 + 3).join(",")))];
}

function isGrey(colour) {
  const [red, green, blue] = colour.split(",").map(Number);
  return Math.max(red, green, blue) - Math.min(red, green, blue) < 16;
}
