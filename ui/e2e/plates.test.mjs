// SPDX-License-Identifier: Apache-2.0
// The stewards' pages of plates in a real browser, before the real web server and a real store.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings, openPage, picture, startBrowser } from "./browser.mjs";
import { withPlates } from "./plate-pages.mjs";

const skip = process.env.BASE_URL === undefined ? false : "BASE_URL names a real service";
/** Plate 1 is shown, and candidate 2 of the same place waits for two people. */
const TWO = ["propose mill-stream 1", "approve 1 Mia", "propose mill-stream 2"];
let browser;

before(async () => { if (!skip) browser = await startBrowser(); });
after(async () => { await browser?.close(); });

const open = (t, options) => withPlates(t, { browser, openPage, ...options });
const sheet = (page) => page.getByRole("application", { name: "Cells of the picture" });
const button = (page, name) => page.locator("main").getByRole("button", { name, exact: true });
const said = (page, words) => page.locator("main").getByText(words).waitFor();

/** The middle of a cell on the screen. */
async function at(page, row, column) {
  const { x, y, width, height } = await sheet(page).boundingBox();
  return [x + ((column + 0.5) / 80) * width, y + ((row + 0.5) / 45) * height];
}

async function drag(page, from, to) {
  await page.mouse.move(...(await at(page, ...from)));
  await page.mouse.down();
  await page.mouse.move(...(await at(page, ...to)), { steps: 4 });
  await page.mouse.up();
}

const yes = async (page, name) => {
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  await dialog.getByRole("button", { name, exact: true }).click();
};

async function approve(page) {
  await button(page, "Approve").click();
  await page.getByRole("checkbox", { name: /I have looked at every visible cell/ }).check();
  await yes(page, "Approve it");
}

for (const [width, height, scheme] of [[1920, 1080, "light"], [1280, 720, "dark"], [390, 844, "light"]])
  test(`the pages are accessible at ${width}x${height}, ${scheme}`, { skip }, async (t) => {
    const lines = [...TWO, "propose square 2", "approve 3 Noor", "propose barn 1", "retire 4 Mia"];
    const { own, page, errors } = await open(t, { lines, width, height, scheme });
    await page.getByText("2 candidates wait for a decision.").waitFor();
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
    await picture(page, `plates-${width}-${scheme}`);
    assert.deepEqual(await findings(page), []);
    assert.ok(await fits());
    await page.goto(`${own.url}/plates/2`);
    await sheet(page).waitFor();
    await page.waitForTimeout(500);
    await drag(page, [10, 10], [16, 20]);
    await picture(page, `plate-${width}-${scheme}`);
    assert.deepEqual(await findings(page), []);
    assert.ok(await fits());
    await button(page, "Approve").click();
    await page.getByRole("dialog").waitFor();
    await picture(page, `plate-approve-${width}-${scheme}`);
    assert.deepEqual(await findings(page), []);
    assert.deepEqual(errors, []);
  });

test("in Arabic the pages run from the right, have room and are accessible; the picture's cells stay as they are seen", { skip }, async (t) => {
  const { own, page, errors } = await open(t, { lines: TWO, locale: "ar-EG" });
  const check = async (name) => {
    assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), ["ar", "rtl"], name);
    for (const [width, height] of [[1280, 720], [390, 844]]) {
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(500);
      await picture(page, `${name}-ar-${width}`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${name} at ${width}`);
      assert.deepEqual(await findings(page), [], `${name} at ${width}`);
    }
    await page.setViewportSize({ width: 1280, height: 720 });
  };
  await page.getByText("صورة مقترحة واحدة تنتظر قرارًا.").waitFor();
  await check("plates");
  await page.goto(`${own.url}/plates/2`);
  const cells = page.getByRole("application", { name: "خلايا الصورة" });
  await cells.waitFor();
  await check("plate");
  const { x, y, width, height } = await cells.boundingBox();
  await page.mouse.click(x + (10.5 / 80) * width, y + (20.5 / 45) * height);
  await said(page, /الصف 20، العمود 10: .*محددة/);
  await page.keyboard.press("ArrowRight");
  await said(page, /الصف 20، العمود 11/);
  // What the service refuses in a sentence that it has ready is told in Arabic too.
  await page.reload();
  await cells.waitFor();
  await own.tell("strike 2 Noor");
  await button(page, "سحب").click();
  await yes(page, "اسحبها");
  await said(page, /غيّر أحدهم الصورة المقترحة 2 في هذه الأثناء\. لم يُنفذ شيء/);
  await page.goto(`${own.url}/zones/mill-stream`);
  await page.getByRole("application", { name: "الصورة الثابتة التي يُرسم عليها" }).waitFor();
  await check("zones");
  // The browser itself reports an answer that is no success.
  assert.deepEqual(errors.filter((error) => !error.includes("409")), []);
});

test("a rectangle drawn by mouse is struck, and its pixels are gone", { skip }, async (t) => {
  const { own, page, errors } = await open(t, { lines: TWO, path: "/plates/2" });
  await sheet(page).waitFor();
  await drag(page, [34, 30], [35, 39]);
  await said(page, "20 cells selected: 20 visible, 0 held back.");
  await page.mouse.click(...(await at(page, 34, 30)));
  await said(page, "19 cells selected: 19 visible, 0 held back.");
  await button(page, "Strike 19 cells").click();
  await page.getByText("Their pixels are erased for ever").waitFor();
  await yes(page, "Strike 19 cells");
  await said(page, "19 cells were struck.");
  await said(page, /struck by Ana, 19 cells/);
  await said(page, "No cell is selected.");
  const { plate, revision } = await own.plate(2);
  assert.deepEqual([plate.admitted, revision], [2935 - 19, "candidate-1"]);
  assert.deepEqual(errors, []);
});

test("what is held back is selected as a class, cleared, and only then seen", { skip }, async (t) => {
  const { own, page } = await open(t, { lines: TWO, path: "/plates/2" });
  await button(page, "Select all cells: held back").click();
  await said(page, "48 cells selected: 0 visible, 48 held back.");
  await button(page, "Clear 48 cells").click();
  await page.getByText("They come into the candidate and you see them.").waitFor();
  await yes(page, "Clear 48 cells");
  await said(page, "48 cells are in the candidate now. Look at it again before you approve it.");
  await page.waitForTimeout(500);
  await picture(page, "plate-cleared");
  assert.equal((await own.plate(2)).plate.held, 0);
  assert.equal(await page.getByText("held back, 48 cells").count(), 0);
});

test("two people approve; the first cannot be the second; then residents see it, and it can be retired", { skip }, async (t) => {
  const { own, page, errors } = await open(t, { lines: TWO, path: "/plates/2" });
  await button(page, "Approve").click();
  const dialog = page.getByRole("dialog");
  const words = await dialog.innerText();
  assert.match(words, /Residents will see this picture from then on: 2935 cells, 82.% of the view\./);
  assert.match(words, /After you one more person must approve it\./);
  assert.match(words, /It replaces plate 1: \d+ cells? newly visible/);
  assert.match(words, /mainly of somebody’s door, window or garden/);
  // Without the tick nothing happens.
  await dialog.getByRole("button", { name: "Approve it" }).click();
  assert.equal(await dialog.count(), 1);
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Approve it" }).click();
  await said(page, "You have approved it. One more person must.");
  await said(page, /Two people must approve it. Ana has approved it, one more person must./);
  assert.equal(await button(page, "Approve").getAttribute("aria-disabled"), "true");
  assert.equal((await fetch(`${own.url}/api/plates/2.png`)).status, 404);
  await button(page, "You are Ana. Change").click();
  await dialog.getByRole("textbox").fill("Noor");
  await yes(page, "Go on");
  await approve(page);
  await said(page, "It is approved: residents see this plate from now on.");
  await page.getByRole("heading", { name: "Plate 2, shown now: Mill stream, by day" }).waitFor();
  assert.equal((await fetch(`${own.url}/api/plates/2.png`)).status, 200);
  assert.equal((await own.plate(1)).plate.state, "retired");
  await button(page, "Retire").click();
  await yes(page, "Retire it");
  await page.getByRole("heading", { name: "Plate 2, retired: Mill stream, by day" }).waitFor();
  await said(page, /retired by Noor/);
  assert.deepEqual(errors, []);
});

test("the keyboard alone selects, strikes and approves", { skip }, async (t) => {
  const { own, page } = await open(t, { lines: ["propose barn 1"], path: "/plates/1", name: null });
  await sheet(page).waitFor();
  const press = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent);
  const tabTo = async (name) => {
    for (let presses = 0; (await focused()) !== name; presses += 1) {
      assert.ok(presses < 40, `${name} is reached by Tab`);
      await press("Tab");
    }
  };
  await tabTo("Cells of the picture");
  await press("PageDown", "PageDown", "End", "ArrowLeft", "Shift+ArrowDown", "Shift+ArrowLeft", "Space");
  await said(page, "4 cells selected: 4 visible, 0 held back.");
  await said(page, "Row 11, column 77: visible, selected");
  await picture(page, "plate-keyboard");
  await press("Shift+ArrowUp", "Escape");
  await said(page, "4 cells selected: 4 visible, 0 held back.");
  await tabTo("Strike 4 cells");
  await press("Enter");
  await page.getByRole("dialog").waitFor();
  await press("Enter");
  await page.getByRole("heading", { name: "Your name" }).waitFor();
  await page.keyboard.type("Ana");
  await press("Enter");
  await said(page, "4 cells were struck.");
  await tabTo("Approve");
  await press("Enter");
  await page.getByRole("dialog").waitFor();
  await press("Space", "Enter");
  await said(page, "It is approved: residents see this plate from now on.");
  assert.deepEqual((await own.plate(1)).acts.map(({ act, by }) => [act, by]), [["struck", "Ana"], ["approved", "Ana"]]);
});

test("Escape lets go of the selection before it leaves the page", { skip }, async (t) => {
  const { page } = await open(t, { lines: ["propose barn 1"], path: "/plates/1" });
  await sheet(page).waitFor();
  await page.mouse.click(...(await at(page, 20, 20)));
  await said(page, "1 cell selected: 1 visible, 0 held back.");
  await page.keyboard.press("Escape");
  await said(page, "No cell is selected.");
  assert.equal(new URL(page.url()).pathname, "/plates/1");
});

test("cells are selected by a finger, enlarged, and by their numbers", { skip }, async (t) => {
  const { page } = await open(t, { lines: ["propose barn 1"], path: "/plates/1", width: 390, height: 844, hasTouch: true });
  await sheet(page).waitFor();
  await sheet(page).scrollIntoViewIfNeeded();
  await button(page, "Larger").tap();
  await button(page, "Larger").tap();
  const before = await sheet(page).boundingBox();
  assert.ok(before.width / 80 > 16, "a cell is large enough for a finger");
  await page.touchscreen.tap(...(await at(page, 8, 10)));
  await said(page, "1 cell selected: 1 visible, 0 held back.");
  await picture(page, "plate-finger");
  assert.equal(await sheet(page).evaluate((element) => getComputedStyle(element).touchAction), "none");
  await page.getByRole("checkbox", { name: "Dragging moves the picture" }).check();
  assert.equal(await sheet(page).evaluate((element) => getComputedStyle(element).touchAction), "pan-x pan-y");
  await page.touchscreen.tap(...(await at(page, 8, 11)));
  await said(page, "1 cell selected: 1 visible, 0 held back.");
  await page.getByRole("textbox", { name: /Cells by number/ }).fill("20-21,30-39 44,90");
  await button(page, "Select them").tap();
  await said(page, /Write rows, a comma and columns/);
  await page.getByRole("textbox", { name: /Cells by number/ }).fill("20-21,56-65");
  await button(page, "Select them").tap();
  await said(page, "21 cells selected: 21 visible, 0 held back.");
});

test("a candidate is compared with what is shown now, by a key and by views", { skip }, async (t) => {
  const { page } = await open(t, { lines: TWO, path: "/plates/2" });
  await sheet(page).waitFor();
  await page.waitForTimeout(500);
  const chosen = () => page.locator(".views input:checked").evaluate((input) => input.parentElement.textContent);
  await sheet(page).focus();
  await page.keyboard.press("c");
  assert.equal(await chosen(), "the plate that is shown now");
  await page.waitForTimeout(500);
  await picture(page, "plate-shown");
  await page.keyboard.press("c");
  assert.equal(await chosen(), "as residents would see it");
  await picture(page, "plate-seen");
  await page.getByRole("radio", { name: "what differs" }).check();
  await page.getByText("not seen now; would be seen").waitFor();
  await picture(page, "plate-differs");
  assert.deepEqual(await findings(page), []);
});

test("what somebody else did meanwhile is told, and the page shows what is true", { skip }, async (t) => {
  const { own, page } = await open(t, { lines: TWO, path: "/plates/2" });
  await sheet(page).waitFor();
  await own.tell("strike 2 Noor");
  await approve(page);
  await said(page, /Somebody has changed candidate 2 meanwhile. Nothing was done./);
  await said(page, /struck by Noor, 20 cells/);
  await own.tell("approve 2 Noor");
  // By itself, within the ten seconds after which the page looks at the list.
  await page.getByText(/Noor has approved it, one more person must/).waitFor({ timeout: 15_000 });
  await own.tell("approve 2 Mia");
  await button(page, "Retire").click();
  await yes(page, "Retire it");
  await said(page, /Plate 2 is commissioned by now. Nothing was done./);
  await page.getByRole("heading", { name: "Plate 2, shown now: Mill stream, by day" }).waitFor();
  assert.equal((await own.plate(2)).plate.state, "commissioned");
});

test("a full disk is one clear sentence, and the act can be tried again", { skip }, async (t) => {
  const { own, page } = await open(t, { lines: ["propose barn 1"], path: "/plates/1" });
  await sheet(page).waitFor();
  await own.tell("full");
  await approve(page);
  await said(page, /The store cannot be written at the moment, perhaps because its disk is full. Nothing was done./);
  await picture(page, "plate-full-disk");
  await own.tell("mended");
  await approve(page);
  await said(page, "It is approved: residents see this plate from now on.");
});

test("a plate that there is not says why, and leads back", { skip }, async (t) => {
  const { page } = await open(t, { path: "/plates/77" });
  await page.getByText("A candidate is erased when two newer ones came").waitFor();
  assert.deepEqual(await findings(page), []);
  await page.getByRole("link", { name: "All plates" }).click();
  await page.getByText("There is no plate and no candidate yet.").waitFor();
});
