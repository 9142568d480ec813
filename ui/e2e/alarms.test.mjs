// SPDX-License-Identifier: Apache-2.0
// Alarms in a real browser before the real web server: the banner, the incident's page, and links that answer.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { withAlarms } from "./alarm-pages.mjs";
import { findings, openPage, picture, startBrowser } from "./browser.mjs";

const skip = process.env.BASE_URL === undefined ? false : "BASE_URL names a real service";
let browser;

before(async () => { if (!skip) browser = await startBrowser(); });
after(async () => { await browser?.close(); });

const open = (t, options) => withAlarms(t, { browser, openPage, ...options });
const rows = (page) => page.locator(".incident");

test("an incident is on the wall within a second, gravest first, a drill last and marked", { skip }, async (t) => {
  const { own, page, errors } = await open(t, {});
  await page.locator(".tile").first().waitFor();
  await own.tell("drill square");
  await own.tell("open smoke barn");
  const began = Date.now();
  await own.tell("open flame mill");
  await rows(page).nth(2).waitFor({ timeout: 1_000 });
  assert.ok(Date.now() - began < 1_000);
  const words = await rows(page).allInnerTexts();
  assert.match(words[0], /flame\s+Mill stream\s+since \d\d:\d\d\s+told, nobody answers yet/i);
  assert.match(words[1], /smoke\s+Barn/i);
  assert.match(words[2], /drill\s+flame\s+Square/i);
  assert.equal(await page.locator(".flash.danger").count(), 1);
  assert.deepEqual(errors, []);
});

for (const scheme of ["light", "dark"])
  for (const [width, height] of [[1920, 1080], [1280, 720], [390, 844]])
    test(`open alarms are accessible at ${width}x${height}, ${scheme}`, { skip }, async (t) => {
      const lines = ["open flame mill", "open water barn", "drill square", "storm 4", "channel horn failing"];
      const { page, errors } = await open(t, { lines, width, height, scheme });
      await rows(page).first().waitFor();
      await page.locator(".tile").first().waitFor();
      await picture(page, `alarms-${width}x${height}-${scheme}`);
      assert.deepEqual(await findings(page), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), false);
      assert.match(await page.locator(".below").innerText(), /and 4 more[\s\S]*Horn fails since \d\d:\d\d: The peer does not answer\./);
      assert.deepEqual(errors, []);
    });

test("the keyboard alone acknowledges; the name is asked once and kept", { skip }, async (t) => {
  const { own, page } = await open(t, { name: null, lines: ["open flame mill"] });
  await rows(page).first().waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent);
  for (let presses = 0; (await focused()) !== "Acknowledge: Flame at Mill stream"; presses += 1) {
    assert.ok(presses < 20, "the button is reached by Tab");
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  assert.deepEqual(await findings(page), []);
  await page.keyboard.type("Ana ffff");
  await page.keyboard.press("Enter");
  await page.getByText("somebody answers for it (Ana ffff)").waitFor({ timeout: 2_000 });
  assert.equal(await focused(), "Mill stream");
  assert.equal(await page.locator(".flash").count(), 0);
  await own.tell("open smoke barn");
  await rows(page).nth(1).waitFor();
  await page.getByRole("button", { name: "Not a hazard: Smoke at Barn" }).click();
  await rows(page).nth(1).waitFor({ state: "detached" });
  assert.equal(await page.getByRole("dialog").count(), 0);
});

test("what the service refuses is said in its words", { skip }, async (t) => {
  const { page } = await open(t, { lines: ["open flame mill"] });
  await rows(page).first().waitFor();
  await page.route("**/api/incidents/1/acknowledge", (route) => route.fulfill({ status: 409, contentType: "application/problem+json", body: JSON.stringify({ status: 409, title: "Conflict", detail: "Somebody was faster." }) }));
  await page.getByRole("button", { name: "Acknowledge: Flame at Mill stream" }).click();
  await page.getByText("That could not be done: Somebody was faster.").waitFor();
});

test("a lost link is said, silences nothing, and what happened meanwhile is shown at its return", { skip }, async (t) => {
  const { own, page } = await open(t, { lines: ["open flame mill"] });
  const sockets = [];
  let isCut = false;
  await page.routeWebSocket("**/api/alarms/live", (socket) => {
    if (isCut) void socket.close();
    else sockets.push([socket, socket.connectToServer()]);
  });
  await page.reload();
  await rows(page).first().waitFor();
  isCut = true;
  for (const [near, far] of sockets) await Promise.all([near.close(), far.close()]);
  await page.getByText(/Alarms cannot be shown since \d\d:\d\d:\d\d/).waitFor({ timeout: 3_000 });
  assert.equal(await rows(page).count(), 1);
  assert.equal(await page.locator(".flash.danger").count(), 1);
  await own.tell("open smoke barn");
  isCut = false;
  await rows(page).nth(1).waitFor({ timeout: 12_000 });
  assert.equal(await page.getByText("Alarms cannot be shown").count(), 0);
});

test("without a channel, and with every channel down, the wall says so in words", { skip }, async (t) => {
  const { own, page } = await open(t, { lines: ["channel horn failing", "channel mail failing"] });
  const alert = page.locator("[role=alert]", { hasText: "Every channel is down" });
  await alert.waitFor();
  assert.match(await alert.innerText(), /Horn fails since \d\d:\d\d: The peer does not answer\. Mail fails since/);
  assert.deepEqual(await findings(page), []);
  await picture(page, "alarms-channels-down");
  await own.tell("no-channels");
  await page.getByText("No channel is configured: nobody is told of an alarm but here.").waitFor();
});

test("sound waits for a gesture and says so; motion is left out for those who do not want it", { skip }, async (t) => {
  const { page } = await open(t, { lines: ["open flame mill"], reducedMotion: "reduce" });
  await page.getByText("No sound yet: the browser allows it once you press a key or click").waitFor();
  assert.equal(await page.locator(".flash").evaluate((flash) => getComputedStyle(flash).animationName), "none");
  await page.keyboard.press("ArrowDown");
  await page.getByText("Sound is on").waitFor();
  await page.getByRole("button", { name: "Sound" }).click();
  await page.getByText("Sound is off").waitFor();
});

test("it sounds until somebody answers, and otherwise for a drill", { skip }, async (t) => {
  const { own, page } = await open(t, { lines: ["drill barn"] });
  await page.addInitScript(() => {
    window.heard = [];
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function begin(at) {
      window.heard.push(this.frequency.value);
      start.call(this, at);
    };
  });
  await page.reload();
  await rows(page).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.waitForFunction(() => window.heard.length >= 2, undefined, { timeout: 6_000 });
  assert.deepEqual(await page.evaluate(() => [...new Set(window.heard)]), [330]);
  await own.tell("open flame mill");
  await page.waitForFunction(() => window.heard.includes(880), undefined, { timeout: 6_000 });
  await page.getByRole("button", { name: "Acknowledge: Flame at Mill stream" }).click();
  await page.getByRole("button", { name: /^Acknowledge: Drill/ }).click();
  await page.locator(".flash").waitFor({ state: "detached" });
  const after = await page.evaluate(() => window.heard.length);
  await page.waitForTimeout(2_500);
  assert.equal(await page.evaluate(() => window.heard.length), after);
});

test("the page flashes once a second for those who do not hear", { skip }, async (t) => {
  const { page } = await open(t, { lines: ["open flame mill"] });
  const style = await page.locator(".flash").evaluate((flash) => {
    const { animationName, animationDuration, pointerEvents } = getComputedStyle(flash);
    return { animationName, animationDuration, pointerEvents };
  });
  assert.deepEqual(style, { animationName: "flash", animationDuration: "1s", pointerEvents: "none" });
});

test("an incident's page has facts, record, and the fate of each delivery", { skip }, async (t) => {
  const { page, errors } = await open(t, { path: "/incidents/1", lines: ["open flame mill"] });
  await page.getByRole("heading", { name: "Flame at Mill stream" }).waitFor();
  await picture(page, "incident");
  const table = await page.locator("table").innerText();
  assert.match(table, /Mail\s+Steward on call\s+accepted\s+The mail server has it/);
  assert.match(table, /Horn at the mill\s+to everybody\s+did not arrive\s+The loudspeaker does not answer\s+\d\d:\d\d:\d\d, 4 attempts/);
  assert.deepEqual(await findings(page), []);
  await page.locator("main").getByRole("button", { name: "Resolve" }).click();
  await page.locator("main").getByText(/resolved, by Ana/).waitFor();
  assert.deepEqual(errors, []);
});

test("a drill can be begun on the page of incidents and is one everywhere", { skip }, async (t) => {
  const { page } = await open(t, { path: "/incidents" });
  await page.getByRole("combobox", { name: "Drill at" }).selectOption("barn");
  await page.getByRole("button", { name: "Begin a drill" }).click();
  await page.locator("main .drill-mark").waitFor();
  assert.deepEqual(await findings(page), []);
  await page.locator("main a", { hasText: "Flame at Barn" }).click();
  await page.locator("main").getByText("An exercise: there is no danger.").waitFor();
  assert.match(await page.locator("main").innerText(), /an exercise was begun, by Ana/);
});

test("a link that answers works without a script, and only its button acknowledges", { skip }, async (t) => {
  const { own } = await open(t, { lines: ["open flame mill"] });
  const token = await own.tell("token 1");
  const opened = await openPage(browser, `${own.url}/answer/${token}`, { javaScriptEnabled: false });
  t.after(opened.close);
  const state = async () => (await (await fetch(`${own.url}/api/incidents/1`)).json()).incident.state;
  assert.equal(await state(), "notified");
  await opened.page.getByRole("button", { name: "I answer for it" }).click();
  await opened.page.getByText("Thank you").waitFor();
  assert.equal(await state(), "acknowledged");
  assert.deepEqual(opened.errors, []);
  const dead = await openPage(browser, `${own.url}/answer/${await own.tell("expired 1")}`);
  t.after(dead.close);
  await dead.page.getByRole("heading", { name: "This link does not hold" }).waitFor();
  await picture(dead.page, "answer-dead");
});
