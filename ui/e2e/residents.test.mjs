// SPDX-License-Identifier: Apache-2.0
// The residents' page and its service worker in a real browser, before the real routes.
// A browser's own push service is on the internet: subscribing is played in the page, and what is pushed comes
// through the debugger, as what the service made for a phone.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { inflateSync } from "node:zlib";
import { ICONS, drawn } from "../icons.mjs";
import { findings, openPage, picture, startBrowser } from "./browser.mjs";
import { startResidents } from "./residents-server.mjs";

const PAGE = "/app/residents.html";
const skip = process.env.BASE_URL === undefined ? false : "BASE_URL names a real service";
let browser;

before(async () => { if (!skip) browser = await startBrowser(); });
after(async () => { await browser?.close(); });

/** Stands for the browser's push service: an address on the internet and keys of the right curve. */
function playPush() {
  const b64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  const made = (keys, key) => ({
    options: { applicationServerKey: Uint8Array.from(key).buffer },
    toJSON: () => ({ endpoint: "https://push.example.net/one", expirationTime: null, keys }),
    unsubscribe: async () => { sessionStorage.removeItem("played"); return true; },
  });
  PushManager.prototype.getSubscription = async () => {
    const played = JSON.parse(sessionStorage.getItem("played"));
    return played === null ? null : made(played.keys, played.key);
  };
  PushManager.prototype.subscribe = async (options) => {
    if (options.userVisibleOnly !== true || options.applicationServerKey.byteLength !== 65) throw new Error("not allowed");
    const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
    const p256dh = b64(await crypto.subtle.exportKey("raw", pair.publicKey));
    const keys = { p256dh, auth: b64(crypto.getRandomValues(new Uint8Array(16))) };
    sessionStorage.setItem("played", JSON.stringify({ keys, key: [...options.applicationServerKey] }));
    return made(keys, options.applicationServerKey);
  };
}

/** The page on a server of its own. */
async function open(t, { options = [], permissions = ["notifications"], isPlayed = true, ...rest } = {}) {
  const own = await startResidents(...options);
  const opened = await openPage(browser, "about:blank", { permissions, ...rest });
  if (isPlayed) await opened.page.addInitScript(playPush);
  const errors = [];
  opened.page.on("pageerror", (error) => errors.push(String(error)));
  opened.page.on("console", (message) => { if (message.type() === "error") errors.push(message.text()); });
  await opened.page.goto(own.url + PAGE);
  t.after(async () => {
    await opened.close();
    await own.close();
  });
  return { own, page: opened.page, errors };
}

const kept = async (own) => JSON.parse(await own.ask("kept"));

test("somebody chooses, subscribes, changes the choice and ends it, by keyboard alone", { skip }, async (t) => {
  const { own, page, errors } = await open(t);
  await page.getByText("This phone is not told yet.").waitFor();
  await page.getByRole("checkbox", { name: "Mill stream" }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("checkbox", { name: "Fire and smoke" }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("checkbox", { name: "Only between these hours" }).focus();
  await page.keyboard.press("Space");
  await page.getByLabel("From", { exact: true }).fill("06:30");
  await page.keyboard.press("Enter");
  await page.getByText("Done: this phone is told.").waitFor();
  const [first, ...others] = await kept(own);
  assert.equal(others.length, 0);
  assert.deepEqual(
    { ...first, id: "" },
    { id: "", endpoint: "https://push.example.net/one", language: "en", places: ["mill"], hazards: ["fire"], hours: "06:30-22:00", exercises: false },
  );
  await page.reload();
  await page.getByText("This phone is told.").waitFor();
  assert.equal(await page.getByRole("checkbox", { name: "Mill stream" }).isChecked(), true);
  await page.getByRole("checkbox", { name: "Exercises, tests and the daily sign of life too" }).check();
  await page.getByRole("button", { name: "Keep the changes" }).click();
  await page.getByText("Done: this phone is told.").waitFor();
  const [second, ...more] = await kept(own);
  assert.deepEqual([second.exercises, second.places, more.length], [true, ["mill"], 0]);
  assert.notEqual(second.id, first.id);
  await page.getByRole("button", { name: "Tell this phone no more" }).click();
  await page.getByText("Done: this phone is told no more.").waitFor();
  assert.deepEqual(await kept(own), []);
  assert.deepEqual(errors, []);
});

test("a browser that has ended its subscription is not said to be told", { skip }, async (t) => {
  const { page } = await open(t);
  await page.getByRole("checkbox", { name: "Barn" }).check();
  await page.getByRole("button", { name: "Tell this phone" }).click();
  await page.getByText("Done: this phone is told.").waitFor();
  await page.evaluate(() => { sessionStorage.clear(); });
  await page.reload();
  await page.getByText("This phone is not told yet.").waitFor();
  assert.equal(await page.getByRole("checkbox", { name: "Barn" }).isChecked(), true);
});

for (const [width, scheme, locale, words] of [[390, "light", "en-GB", "Places"], [390, "dark", "ar", "الأماكن"], [1280, "light", "de-DE", "Orte"], [320, "dark", "de-DE", "Orte"]])
  test(`the page is whole and accessible at ${width} in ${locale}, ${scheme}`, { skip }, async (t) => {
    const { page, errors } = await open(t, { width, height: 844, scheme, locale });
    await page.getByRole("group", { name: words }).waitFor();
    await page.locator(".box input").nth(7).check();
    await page.waitForTimeout(200);
    await picture(page, `residents-${width}-${locale}-${scheme}`);
    assert.deepEqual(await findings(page), []);
    assert.deepEqual(errors, []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), false);
    assert.equal(await page.evaluate(() => document.documentElement.dir), locale === "ar" ? "rtl" : "ltr");
  });

test("where it cannot be, the page says why", { skip }, async (t) => {
  const { page } = await open(t, { options: ["off"] });
  await page.getByText("Messages to phones are not switched on here. Ask a steward.").waitFor();
  assert.equal(await page.getByRole("button").count(), 0);
  const denied = await open(t, { permissions: [] });
  await denied.page.getByText("This browser does not let the page show messages.").waitFor();
  assert.deepEqual(await kept(denied.own), []);
});

test("hours that end when they begin are refused on the page", { skip }, async (t) => {
  const { own, page } = await open(t);
  await page.getByRole("checkbox", { name: "Only between these hours" }).check();
  await page.getByLabel("To", { exact: true }).fill("07:00");
  await page.getByRole("button", { name: "Tell this phone" }).click();
  await page.getByText("The hours must begin and end at different times.").waitFor();
  assert.deepEqual(await kept(own), []);
});

/** The page with its worker running, and a way to push to it. */
async function withWorker(t, options) {
  const opened = await open(t, options);
  const { page, own } = opened;
  const session = await page.context().newCDPSession(page);
  const registered = new Promise((resolve) => {
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      for (const each of registrations) if (each.scopeURL.endsWith("/app/") && !each.isDeleted) resolve(each.registrationId);
    });
  });
  await session.send("ServiceWorker.enable");
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("/app/sw.js");
    await navigator.serviceWorker.ready;
  });
  const registrationId = await registered;
  const push = async (data) => session.send("ServiceWorker.deliverPushMessage", { origin: own.url, registrationId, data });
  const worker = page.context().serviceWorkers()[0] ?? (await page.context().waitForEvent("serviceworker"));
  return { ...opened, push, worker };
}

/** What is shown, once there are so many and they are such. */
async function notifications(page, count = 1, isSuch = () => true) {
  const read = () => page.evaluate(async () =>
    (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, lang, dir, tag, silent, requireInteraction, actions }) => ({
      title, body, lang, dir, tag, silent, requireInteraction, actions: actions.map((each) => `${each.action}: ${each.title}`),
    })),
  );
  for (let tries = 0; tries < 100; tries += 1) {
    const found = await read();
    if (found.length === count && isSuch(found)) return found;
    await page.waitForTimeout(50);
  }
  assert.fail(`not shown: ${JSON.stringify(await read())}`);
}

/** A click as the system makes it; a debugger cannot press what the system shows. */
async function click(worker, action) {
  await worker.evaluate(async (pressed) => {
    const [notification] = await self.registration.getNotifications();
    const event = new NotificationEvent("notificationclick", { notification, action: pressed });
    self.opened = [];
    self.clients.openWindow = async (address) => { self.opened.push(address); return null; };
    await new Promise((resolve) => {
      event.waitUntil = (work) => { void work.finally(resolve); };
      self.dispatchEvent(event);
    });
  }, action);
  return worker.evaluate(() => self.opened);
}

test("what is pushed is shown, with its buttons, in every script", { skip }, async (t) => {
  const { own, page, push } = await withWorker(t);
  await push(await own.ask("payload en"));
  const [english] = await notifications(page);
  assert.deepEqual({ ...english, tag: "" }, {
    title: "Fire at the mill", body: "Fire at the mill, by the stream. Keep away and warn others.", lang: "en", dir: "auto", tag: "",
    silent: false, requireInteraction: true, actions: ["answer: I answer for it", "open: See more"],
  });
  assert.match(english.tag, /^[\w-]{32}$/);
  await push(await own.ask("payload ar"));
  const [arabic] = await notifications(page, 1, ([one]) => one.lang === "ar");
  assert.deepEqual([arabic.title, arabic.dir, arabic.lang, arabic.actions[0]], ["حريق في الطاحونة", "rtl", "ar", "answer: أنا أتولى الأمر"]);
  await push(await own.ask("payload ja"));
  const [japanese] = await notifications(page, 1, ([one]) => one.lang === "ja");
  assert.equal(japanese.body, "水車小屋で火災です。離れて、周りに知らせてください。");
});

test("later news of one incident replaces the earlier, and its end asks nothing", { skip }, async (t) => {
  const { own, page, push } = await withWorker(t);
  await push(await own.ask("payload en"));
  await notifications(page);
  await push(await own.ask("heartbeat en"));
  const both = await notifications(page, 2);
  assert.deepEqual(both.map((each) => each.silent).sort(), [false, true]);
  await push(await own.ask("ended en"));
  const shown = await notifications(page, 2, (found) => found.every((each) => !each.requireInteraction));
  assert.deepEqual(shown.find((each) => !each.silent).actions, ["open: See more"]);
});

test("a drill does not stay until it is seen", { skip }, async (t) => {
  const { own, page, push } = await withWorker(t);
  await push(await own.ask("drill en"));
  assert.equal((await notifications(page))[0].requireInteraction, false);
});

test("a message that cannot be read is shown as such", { skip }, async (t) => {
  const { page, push } = await withWorker(t);
  for (const garbage of ["", "{", "[]", "null", '{"title": 1}']) {
    await push(garbage);
    assert.equal((await notifications(page))[0].body, "A message came that this phone could not read. Open the page.");
  }
});

test("the button answers for the incident, once, and the phone says so", { skip }, async (t) => {
  const { own, page, push, worker } = await withWorker(t);
  await push(await own.ask("payload en"));
  await notifications(page);
  assert.deepEqual(await click(worker, "answer"), []);
  assert.deepEqual(JSON.parse(await own.ask("answers")), ["token-of-the-mill"]);
  const [after] = await notifications(page, 1, ([one]) => one.silent);
  assert.deepEqual([after.body, after.actions, after.silent], ["It is written down that you answer for it.", [], true]);
});

test("where the answer is not taken, its page is opened", { skip }, async (t) => {
  const { own, page, push, worker } = await withWorker(t);
  await own.ask("refuse");
  await push(await own.ask("payload en"));
  await notifications(page);
  assert.deepEqual(await click(worker, "answer"), [`${own.url}/answer/token-of-the-mill`]);
  await notifications(page, 0);
});

test("a click elsewhere on it opens what there is to see", { skip }, async (t) => {
  const { own, page, push, worker } = await withWorker(t);
  for (const action of ["", "open"]) {
    await push(await own.ask("payload en"));
    await notifications(page);
    assert.deepEqual(await click(worker, action), [`${own.url}/camera/mill`]);
    await notifications(page, 0);
  }
  assert.deepEqual(JSON.parse(await own.ask("answers")), []);
});

test("a browser whose address changes subscribes anew with the same choice", { skip }, async (t) => {
  const { own, page, worker } = await withWorker(t);
  await page.getByRole("checkbox", { name: "Barn" }).check();
  await page.getByRole("button", { name: "Tell this phone" }).click();
  await page.getByText("Done: this phone is told.").waitFor();
  const [old] = await kept(own);
  await worker.evaluate(async (keys) => {
    const newSubscription = { toJSON: () => ({ endpoint: "https://push.example.net/two", keys }) };
    const event = Object.assign(new ExtendableEvent("pushsubscriptionchange"), { newSubscription, oldSubscription: null });
    await new Promise((resolve) => {
      event.waitUntil = (work) => { void work.finally(resolve); };
      self.dispatchEvent(event);
    });
  }, { p256dh: "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8", auth: "BTBZMqHH6r4Tts7J_aSIgg" });
  const [renewed, ...others] = await kept(own);
  assert.deepEqual([renewed.endpoint, renewed.places, others.length], ["https://push.example.net/two", ["barn"], 0]);
  assert.notEqual(renewed.id, old.id);
  await page.reload();
  await page.getByRole("button", { name: "Tell this phone no more" }).click();
  await page.getByText("Done: this phone is told no more.").waitFor();
  assert.deepEqual(await kept(own), []);
});

test("the page can be installed", { skip }, async (t) => {
  const { page } = await withWorker(t);
  const session = await page.context().newCDPSession(page);
  const { errors: manifestErrors, url } = await session.send("Page.getAppManifest");
  assert.deepEqual(manifestErrors, []);
  assert.match(url, /\/app\/residents\.webmanifest$/);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"), []);
});

test("the icons are what the script draws", { skip }, async () => {
  for (const [name, icon] of Object.entries(ICONS)) {
    const file = await readFile(new URL(`../public/${name}`, import.meta.url));
    const at = file.indexOf("IDAT");
    const data = file.subarray(at + 4, at + 4 + file.readUInt32BE(at - 4));
    assert.ok(inflateSync(data).equals(drawn(icon)), name);
  }
});
