// SPDX-License-Identifier: Apache-2.0
// The page that draws zones in a real browser, before the real web server.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings, openPage, picture, startBrowser } from "./browser.mjs";
import { withPlates } from "./plate-pages.mjs";

const skip = process.env.BASE_URL === undefined ? false : "BASE_URL names a real service";
const SHOWN = ["propose mill-stream 1", "approve 1 Mia"];
const TODAY = /drawn = \d{4}-\d\d-\d\d/;
let browser;

before(async () => { if (!skip) browser = await startBrowser(); });
after(async () => { await browser?.close(); });

const open = (t, options) => withPlates(t, { browser, openPage, path: "/zones/mill-stream", lines: SHOWN, ...options });
const sheet = (page) => page.getByRole("application", { name: "The plate to draw on" });
const toml = (page) => page.locator("pre");

async function at(page, x, y) {
  const box = await sheet(page).boundingBox();
  return [box.x + x * box.width, box.y + y * box.height];
}

async function corners(page, ...points) {
  for (const [x, y] of points) await page.mouse.click(...(await at(page, x, y)));
}

for (const [width, height, scheme] of [[1920, 1080, "light"], [1280, 720, "dark"], [390, 844, "light"]])
  test(`drawing a zone is accessible at ${width}x${height}, ${scheme}`, { skip }, async (t) => {
    const { page, errors } = await open(t, { width, height, scheme });
    await sheet(page).waitFor();
    await page.waitForTimeout(700);
    assert.deepEqual(await findings(page), []);
    await corners(page, [0.4, 0.3], [0.7, 0.3], [0.7, 0.5], [0.4, 0.5]);
    await page.getByRole("textbox", { name: "Name" }).fill("the ford");
    await toml(page).waitFor();
    await picture(page, `zones-${width}-${scheme}`);
    assert.deepEqual(await findings(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
    assert.deepEqual(errors, []);
  });

test("a drawn zone comes out as text for the file, and a corner can be moved", { skip }, async (t) => {
  const { page } = await open(t, {});
  await sheet(page).waitFor();
  await corners(page, [0.4, 0.3], [0.7, 0.3], [0.7, 0.5]);
  await page.getByText("A zone needs a name").waitFor();
  await page.getByRole("textbox", { name: "Name" }).fill("the ford");
  await page.getByRole("spinbutton", { name: "Blocked after so many minutes" }).fill("5");
  await page.getByText('name = "the ford"').waitFor();
  await page.mouse.move(...(await at(page, 0.7, 0.5)));
  await page.mouse.down();
  await page.mouse.move(...(await at(page, 0.75, 0.6)), { steps: 3 });
  await page.mouse.up();
  await page.getByText(/0\.75, 0\.6\]\]/).waitFor();
  const text = await toml(page).innerText();
  assert.match(text, /^\[\[camera\.zone\]\]\nname = "the ford"\nkind = "keep-clear"\ncorners = \[\[0\.4/);
  assert.match(text, /after = "5 min"/);
  assert.match(text, TODAY);
  assert.match(text, /version = 1/);
});

test("sides that cross, and what is too small, are told in the configuration's words", { skip }, async (t) => {
  const { page } = await open(t, {});
  await sheet(page).waitFor();
  await page.getByRole("textbox", { name: "Name" }).fill("the ford");
  await corners(page, [0.4, 0.3], [0.7, 0.5], [0.7, 0.3], [0.4, 0.5]);
  await page.getByText("Sides 1 and 3 cross or touch; give the corners in order around the place.").waitFor();
  assert.equal(await toml(page).count(), 0);
  await picture(page, "zones-crossing");
  assert.deepEqual(await findings(page), []);
  await page.getByRole("button", { name: "Begin its corners anew" }).click();
  await corners(page, [0.4, 0.3], [0.43, 0.3], [0.43, 0.33]);
  await page.getByText(/of the 3600 cells of a view, and 6 are the least/).waitFor();
});

test("the keyboard alone draws a zone", { skip }, async (t) => {
  const { page } = await open(t, {});
  await sheet(page).waitFor();
  await sheet(page).focus();
  const press = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
  const times = (key, count) => Array.from({ length: count }, () => key);
  await press("Space", ...times("ArrowRight", 9), "Space", ...times("ArrowDown", 4), "Space", "ArrowUp", "Space", "Backspace");
  await press("Shift+ArrowLeft");
  assert.match(await page.locator("#zone-words").textContent(), /3 corners/);
  await page.getByRole("textbox", { name: "Name" }).focus();
  await page.keyboard.type("the meadow");
  await page.getByText('name = "the meadow"').waitFor();
  assert.match(await toml(page).innerText(), /corners = \[\[0\.5, 0\.5\], \[0\.68, 0\.5\], \[0\.68, 0\.6/);
});

test("a zone in use is drawn anew with its next version, and too much that is hidden is warned of", { skip }, async (t) => {
  const { page } = await open(t, {});
  await page.getByRole("button", { name: "Draw anew: the windows" }).click();
  await page.getByText("Take the old section out of the file: the windows.").waitFor();
  assert.match(await toml(page).innerText(), /kind = "private"[\s\S]*version = 2/);
  await page.getByRole("button", { name: "Draw another zone" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("the road");
  await page.getByRole("combobox", { name: "Purpose" }).selectOption("ignore");
  await corners(page, [0.02, 0.4], [0.98, 0.4], [0.98, 0.65], [0.02, 0.65]);
  await page.getByText(/Note: \d+% of the view is masked, where no hazard can be told/).waitFor();
  await picture(page, "zones-warned");
  assert.match(await toml(page).innerText(), /name = "the windows"[\s\S]*name = "the road"/);
  assert.deepEqual(await findings(page), []);
});

test("a finger draws; without a plate, and for no camera, the page says so", { skip }, async (t) => {
  const { own, page } = await open(t, { width: 390, height: 844, hasTouch: true });
  await sheet(page).waitFor();
  for (const [x, y] of [[0.2, 0.6], [0.5, 0.6], [0.5, 0.9]]) await page.touchscreen.tap(...(await at(page, x, y)));
  assert.match(await page.locator("#zone-words").textContent(), /3 corners/);
  await page.goto(`${own.url}/zones/barn`);
  await page.getByText("There is no commissioned plate of this camera yet").waitFor();
  assert.deepEqual(await findings(page), []);
  await page.goto(`${own.url}/zones/nobody`);
  await page.getByText("There is no such camera.").waitFor();
});
