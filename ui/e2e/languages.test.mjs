// SPDX-License-Identifier: Apache-2.0
// Every page in every language, in a real browser: words, direction, room, and what assistive technology is told.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startAlarmPages } from "./alarm-pages.mjs";
import { findings, openPage, picture, startBrowser } from "./browser.mjs";
import { startFakeService } from "./fake-server.mjs";
import { cameras } from "./fake-village.mjs";

const skip = process.env.BASE_URL === undefined ? false : "BASE_URL names a real service";
const LOCALES = { en: "en-GB", de: "de-AT", es: "es-MX", fr: "fr-CA", zh: "zh-CN", ar: "ar-EG" };
const TAGS = { ...Object.fromEntries(Object.keys(LOCALES).map((each) => [each, each])), zh: "zh-Hans" };
/** What each page is called. */
const TITLES = {
  en: { "/": "Wall", "/incidents": "Incidents", "/channels": "Channels", "/announce": "Announce", "/camera/square": "History" },
  de: { "/": "Wand", "/incidents": "Vorfälle", "/channels": "Kanäle", "/announce": "Durchsage", "/camera/square": "Verlauf" },
  es: { "/": "Muro", "/incidents": "Incidentes", "/channels": "Canales", "/announce": "Anunciar", "/camera/square": "Historial" },
  fr: { "/": "Mur", "/incidents": "Incidents", "/channels": "Canaux", "/announce": "Annoncer", "/camera/square": "Historique" },
  zh: { "/": "画面墙", "/incidents": "事件", "/channels": "渠道", "/announce": "广播通知", "/camera/square": "历史" },
  ar: { "/": "الجدار", "/incidents": "الحوادث", "/channels": "القنوات", "/announce": "إعلان", "/camera/square": "السجل" },
};
const PAGES = ["/", "/incidents", "/incidents/1", "/channels", "/announce"];
/** Names of places, channels and people, and what a keyboard or the configuration calls things. */
const NAMES = new Set([
  ..."Hearthwatch Mail mail Horn horn at the mill Ana Steward on call operators".split(" "),
  ...cameras(18).flatMap(({ name }) => name.split(" ")),
]);

let browser;
let alarms;
let wall;

before(async () => {
  if (skip) return;
  browser = await startBrowser();
  [alarms, wall] = await Promise.all([startAlarmPages(), startFakeService()]);
  for (const line of ["open flame mill", "open water barn", "drill square", "channel horn failing"]) await alarms.tell(line);
});

after(async () => {
  await browser?.close();
  await alarms?.close();
  await wall?.close();
});

async function open(t, url, options) {
  const opened = await openPage(browser, url, options);
  t.after(opened.close);
  return opened;
}

/** Waits until a page shows what it has to show. */
async function shown(page, path) {
  const last = { "/": ".tile", "/incidents": "main select", "/incidents/1": ".fate", "/channels": "#new-id", "/announce": "#words", "/camera/square": ".slider input" };
  await page.locator(last[path]).first().waitFor();
}

/** Words in Latin letters outside of what is marked as English, a name, or a value of the configuration. */
const latin = (page) => page.evaluate(() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const words = new Set();
  while (walk.nextNode()) {
    const { parentElement, textContent } = walk.currentNode;
    if (parentElement.closest("[lang=en], bdi, dd, option, kbd, script, noscript, q") !== null) continue;
    for (const word of textContent.match(/[A-Za-z]{2,}/g) ?? []) words.add(word);
  }
  return [...words];
});

/** Two servers of ours are asked in turns; no other may be. */
const isStrange = (error) => ![alarms, wall].some(({ url }) => error === `asked ${new URL(url).host}`);

const isTooWide = (page) => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

for (const language of Object.keys(LOCALES))
  test(`every page speaks ${language} where the browser asks for it`, { skip }, async (t) => {
    const { page, errors } = await open(t, alarms.url, { locale: LOCALES[language] });
    for (const path of [...PAGES, "/camera/square"]) {
      await page.goto((path.startsWith("/camera") ? wall.url : alarms.url) + path);
      await shown(page, path);
      const html = await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
      assert.deepEqual(html, [TAGS[language], language === "ar" ? "rtl" : "ltr"], path);
      assert.ok((await page.title()).includes(TITLES[language][path] ?? TITLES[language]["/incidents"]), await page.title());
      if (["zh", "ar"].includes(language)) assert.deepEqual((await latin(page)).filter((word) => !NAMES.has(word)), [], path);
    }
    assert.deepEqual(errors.filter(isStrange), []);
  });

test("a language that is chosen holds at once, on every page, and is kept", { skip }, async (t) => {
  const { page, errors } = await open(t, alarms.url, { locale: "en-GB" });
  const choice = page.locator("header select");
  assert.deepEqual(await choice.locator("option").allInnerTexts(), ["English", "Deutsch", "Español", "Français", "中文", "العربية"]);
  await page.evaluate(() => { window.isSame = true; });
  await choice.selectOption("ar");
  await page.locator("html[lang=ar][dir=rtl]").waitFor();
  await page.getByRole("link", { name: "الحوادث" }).click();
  await page.getByRole("heading", { name: "الحوادث" }).waitFor();
  await choice.selectOption("de");
  await page.getByRole("heading", { name: "Vorfälle" }).waitFor();
  assert.equal(await page.evaluate(() => window.isSame), true);
  assert.match(await page.title(), /^Vorfälle/);
  await page.goto(`${alarms.url}/channels`);
  await page.getByRole("heading", { name: "Kanäle" }).waitFor();
  assert.equal(await page.evaluate(() => localStorage.getItem("language")), "de");
  assert.deepEqual(errors.filter(isStrange), []);
});

test("where the words of a language cannot be fetched the page speaks English and says the rest as ever", { skip }, async (t) => {
  const { page } = await open(t, "about:blank", { locale: "de-DE" });
  await page.route(/assets\/de-/, (route) => route.abort());
  await page.goto(alarms.url);
  await page.locator(".incident").first().waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  await page.locator("header select").selectOption("de");
  await page.waitForTimeout(300);
  assert.equal(await page.locator("header select").inputValue(), "en");
});

test("a page that waits long for its words begins in English and changes when they come", { skip }, async (t) => {
  const { page } = await open(t, "about:blank", { locale: "de-DE" });
  await page.route(/assets\/de-/, async (route) => {
    await new Promise((resolve) => { setTimeout(resolve, 4_000); });
    await route.continue();
  });
  await page.goto(alarms.url);
  await page.getByRole("link", { name: "Incidents" }).waitFor({ timeout: 3_500 });
  await page.getByRole("link", { name: "Vorfälle" }).waitFor({ timeout: 8_000 });
});

for (const language of ["ar", "de"])
  test(`pages in ${language} are accessible and have room from a phone to a wall`, { skip }, async (t) => {
    const { page, errors } = await open(t, alarms.url, { locale: LOCALES[language] });
    for (const [url, path] of [...PAGES.map((each) => [alarms.url, each]), [wall.url, "/"], [wall.url, "/camera/square"]]) {
      await page.goto(url + path);
      await shown(page, path);
      if (path === "/channels") for (const summary of await page.locator("summary").all()) await summary.click();
      for (const width of [360, 768, 1280, 1920]) {
        await page.setViewportSize({ width, height: 900 });
        assert.equal(await isTooWide(page), false, `${path} at ${width}`);
      }
      assert.deepEqual(await findings(page), [], path);
    }
    assert.deepEqual(errors.filter(isStrange), []);
  });

test("in Arabic tiles run from the right, arrows follow what is seen, and time runs as ever", { skip }, async (t) => {
  const { page } = await open(t, wall.url, { locale: "ar-EG" });
  await page.locator(".tile").nth(15).waitFor();
  const middle = (locator) => locator.boundingBox().then(({ x, width }) => x + width / 2);
  const tile = (index) => page.locator(".tile").nth(index);
  assert.ok((await middle(tile(0))) > (await middle(tile(1))));
  await tile(1).locator("a").focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement?.dataset.camera), "square");
  await page.keyboard.press("Enter");
  const slider = page.getByRole("slider").first();
  await slider.waitFor();
  const ms = async () => Number(await slider.inputValue());
  const before = await ms();
  await page.keyboard.press("ArrowLeft");
  assert.equal(await ms(), before - 5_000);
  const ends = page.locator(".ends").first().locator("span");
  assert.ok((await middle(ends.nth(0))) < (await middle(ends.nth(1))));
});

/** These are for a person's eyes alone. */
const isUnseen = process.env.E2E_PICTURES === undefined ? "E2E_PICTURES names no folder" : false;

for (const language of ["de", "ar", "zh"])
  for (const width of [1280, 390])
    test(`pictures of pages in ${language} at ${width}`, { skip: skip || isUnseen }, async (t) => {
      const { page } = await open(t, wall.url, { locale: LOCALES[language], width, height: width === 390 ? 844 : 800 });
      await page.locator(".tile[data-state=live]").first().waitFor();
      await page.waitForTimeout(1_000);
      await picture(page, `language-${language}-${width}-wall`);
      for (const path of ["/incidents", "/incidents/1", "/channels", "/announce"]) {
        await page.goto(alarms.url + path);
        await shown(page, path);
        await picture(page, `language-${language}-${width}-${path.slice(1).replace("/", "-")}`);
      }
      await page.goto(`${wall.url}/camera/square`);
      await shown(page, "/camera/square");
      await page.keyboard.press("PageUp");
      await page.locator(".events li").first().waitFor();
      await picture(page, `language-${language}-${width}-history`);
    });
