// SPDX-License-Identifier: Apache-2.0
// The television's page in a real browser, before the real web server: tiles, turning, keys, alarms, a lost link.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startAlarmPages } from "./alarm-pages.mjs";
import { findings, openPage, picture, startBrowser } from "./browser.mjs";
import { startFakeService } from "./fake-server.mjs";

const skip = process.env.BASE_URL === undefined ? false : "BASE_URL names a real service";
const SIZES = [[1920, 1080], [3840, 2160], [1280, 720]];
let browser;
let village;
let shown;

before(async () => {
  if (skip) return;
  browser = await startBrowser();
  village = await startFakeService();
  shown = await startAlarmPages("television_pages", "6");
});

after(async () => {
  await browser?.close();
  await village?.close();
  await shown?.close();
});

async function open(t, url, path = "/tv", options = {}) {
  const opened = await openPage(browser, url + path, { width: 1920, height: 1080, ...options });
  t.after(opened.close);
  await opened.page.locator(".tv-tile[data-state=live]").first().waitFor();
  return opened;
}

/** Opens an incident, which is answered after the test if not within it. */
async function call(t, words) {
  const number = await shown.tell(words);
  t.after(() => shown.tell(`answer ${number}`));
  return number;
}

const names = (page) => page.locator(".tv-caption .name").allInnerTexts();
const focused = (page) => page.evaluate(() => document.activeElement?.closest("[data-camera]")?.dataset.camera ?? document.activeElement?.textContent);
const press = async (page, ...keys) => { for (const key of keys) await page.keyboard.press(key); };

/** What stands out of its tile's caption or of the screen. */
function readClipped() {
  const within = (inner, outer) => inner.right <= outer.right + 1 && inner.bottom <= outer.bottom + 1;
  const screen = { right: window.innerWidth, bottom: window.innerHeight };
  return [...document.querySelectorAll(".tv-caption > *, .tv-foot button, .clock")]
    .filter((each) => !within(each.getBoundingClientRect(), each.closest(".tv-caption")?.getBoundingClientRect() ?? screen))
    .map((each) => each.textContent);
}

for (const [width, height] of SIZES)
  for (const places of [1, 4, 9])
    test(`${places} places are accessible and fit ${width}x${height}`, { skip }, async (t) => {
      const { page, errors } = await open(t, village.url, `/tv?places=${places}`, { width, height });
      await page.waitForTimeout(1_000);
      await picture(page, `tv-${places}-${width}x${height}`);
      assert.equal((await names(page)).length, places);
      assert.deepEqual(await findings(page), []);
      assert.deepEqual(await page.evaluate(readClipped), []);
      assert.deepEqual(errors, []);
    });

test("letters are high enough for five metres", { skip }, async (t) => {
  const { page } = await open(t, village.url);
  const size = (selector) => page.locator(selector).first().evaluate((each) => Number.parseFloat(getComputedStyle(each).fontSize));
  // On a screen of 1.2 m width a letter of 40 px is some 18 mm high: 1 to 280 at five metres.
  assert.ok((await size(".tv-caption .name")) >= 40);
  assert.ok((await size(".clock")) >= 56);
  assert.ok((await size(".tv-caption .hazard")) >= 40);
  assert.ok((await size(".tv-caption .age")) >= 40);
});

test("pages turn by themselves and come round, and stay when held", { skip }, async (t) => {
  const { page } = await open(t, shown.url, "/tv?places=4&turn=3");
  assert.deepEqual(await names(page), ["Mill stream", "Barn", "Square", "Jetty"]);
  await page.getByText("2 / 2").waitFor({ timeout: 5_000 });
  assert.deepEqual(await names(page), ["Fire lane", "Playground"]);
  await page.getByText("1 / 2").waitFor({ timeout: 5_000 });
  await page.getByRole("button", { name: "Hold" }).click();
  await page.waitForTimeout(4_000);
  assert.deepEqual((await names(page)).length, 4);
});

test("a remote control alone moves, turns, enlarges and goes back", { skip }, async (t) => {
  const { page, errors } = await open(t, shown.url);
  await press(page, "ArrowRight");
  assert.equal(await focused(page), "mill-stream");
  await press(page, "ArrowRight", "ArrowDown");
  assert.equal(await focused(page), "jetty");
  await press(page, "Enter");
  assert.deepEqual(await names(page), ["Jetty"]);
  assert.equal(await focused(page), "jetty");
  await press(page, "Escape");
  assert.equal((await names(page)).length, 4);
  assert.ok(page.url().endsWith("/tv"), "back leaves no page where there is nothing to go back to");
  await press(page, "Escape");
  assert.ok(page.url().endsWith("/tv"));
  await press(page, "PageDown");
  assert.deepEqual(await names(page), ["Fire lane", "Playground"]);
  await press(page, "9");
  assert.equal((await names(page)).length, 6);
  await press(page, "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown");
  assert.equal(await focused(page), "1");
  await press(page, "Enter");
  assert.equal((await names(page)).length, 1);
  await page.reload();
  await page.locator(".tv-tile").first().waitFor();
  assert.equal((await names(page)).length, 1, "the choice is kept in this browser");
  assert.deepEqual(errors, []);
});

for (const [width, height] of SIZES)
  test(`an alarm has the screen until somebody answers, ${width}x${height}`, { skip }, async (t) => {
    const { page, errors } = await open(t, shown.url, "/tv?places=4", { width, height });
    await shown.tell("paint flame barn");
    const number = await call(t, "open flame barn");
    // How soon an alarm is in a page: `measure-alarms.mjs`. A wall of 8 million pixels without a graphics card is slow.
    await page.locator(".tv-band.flame").waitFor({ timeout: 10_000 });
    assert.match(await page.locator(".tv-band").innerText(), /flame\s+Barn\s+since \d\d:\d\d/i);
    assert.deepEqual(await names(page), ["Barn"]);
    assert.equal(await page.locator(".flash.danger").count(), 1);
    await page.waitForTimeout(1_200);
    await picture(page, `tv-alarm-${width}x${height}`);
    assert.deepEqual(await findings(page), []);
    await shown.tell(`answer ${number}`);
    await page.locator(".tv-band").waitFor({ state: "detached", timeout: 10_000 });
    assert.equal(await page.locator(".flash").count(), 0);
    assert.match(await page.locator(".tv-head .line").innerText(), /Flame at Barn, answered/);
    assert.deepEqual(errors, []);
  });

test("an exercise is marked, and gives way to danger", { skip }, async (t) => {
  const { page } = await open(t, shown.url);
  await call(t, "drill square");
  await page.locator(".tv-band.drill").waitFor();
  assert.match(await page.locator(".tv-band").innerText(), /exercise\s+flame\s+Square\s+since \d\d:\d\d · There is no danger/i);
  assert.equal(await page.locator(".flash.drill").count(), 1);
  await picture(page, "tv-drill");
  const real = await call(t, "open water barn");
  await page.locator(".tv-band.water").waitFor();
  assert.equal(await page.locator(".tv-band .mark").count(), 0);
  await shown.tell(`answer ${real}`);
  await page.locator(".tv-band.drill").waitFor();
});

test("with reduced motion the border stands still", { skip }, async (t) => {
  const { page } = await open(t, shown.url, "/tv", { reducedMotion: "reduce" });
  await call(t, "open smoke mill-stream");
  await page.locator(".flash").waitFor();
  assert.equal(await page.locator(".flash").evaluate((each) => getComputedStyle(each).animationName), "none");
});

test("the stream plays in a browser that plays such streams itself", { skip }, async (t) => {
  const page = await browser.newPage();
  t.after(() => page.close());
  // A page of our own, because the service's pages play no film.
  const body = "<video muted autoplay src='/tv/stream.m3u8'></video>";
  await page.route("**/player", (route) => route.fulfill({ contentType: "text/html", body }));
  await page.goto(`${shown.url}/player`);
  if (await page.evaluate(() => document.createElement("video").canPlayType("application/vnd.apple.mpegurl") === "")) {
    t.skip("this browser plays no HLS by itself");
    return;
  }
  await page.waitForFunction(() => document.querySelector("video").currentTime > 4, null, { timeout: 90_000 });
  const [width, height, error] = await page.evaluate(() => {
    const { videoWidth, videoHeight, error: fault } = document.querySelector("video");
    return [videoWidth, videoHeight, fault];
  });
  assert.deepEqual([width, height, error], [1280, 720, null]);
});

test("a lost link is said large, and tiles say that there is no picture", { skip }, async (t) => {
  const own = await startFakeService();
  t.after(() => own.close());
  const { page } = await open(t, own.url, "/tv?places=4");
  own.refuseLinks(true);
  own.cutLinks();
  await page.locator(".link-banner").waitFor({ timeout: 3_000 });
  assert.match(await page.locator(".link-banner").innerText(), /lost since \d\d:\d\d:\d\d/);
  await page.locator(".tv-tile[data-state=silent]").first().waitFor({ timeout: 5_000 });
  await picture(page, "tv-lost");
  own.refuseLinks(false);
  await page.locator(".tv-tile[data-state=live]").first().waitFor({ timeout: 15_000 });
  await page.locator(".link-banner").waitFor({ state: "detached", timeout: 15_000 });
});
