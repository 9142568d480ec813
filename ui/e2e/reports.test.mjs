// SPDX-License-Identifier: Apache-2.0
// "I see a hazard" on the residents' page, before the real route.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings, openPage, picture, startBrowser } from "./browser.mjs";
import { startResidents } from "./residents-server.mjs";

let browser;

before(async () => { browser = await startBrowser(); });
after(async () => { await browser?.close(); });

for (const { locale, title, hazard, go, yes, sent } of [
  { locale: "en-GB", title: "I see a hazard", hazard: "Smoke", go: "Raise the alarm", yes: "Yes, raise it", sent: "The alarm is raised" },
  { locale: "ar", title: "أرى خطرا", hazard: "دخان", go: "أطلق الإنذار", yes: "نعم، أطلقه", sent: "أطلق الإنذار. شكرا." },
  { locale: "zh-CN", title: "我看到危险", hazard: "烟", go: "发出警报", yes: "是，发出", sent: "警报已发出" },
]) {
  test(`a hazard is reported after one question, by keyboard, and never by one touch (${locale})`, async (t) => {
    const own = await startResidents();
    const { page, errors, close } = await openPage(browser, `${own.url}/app/residents.html`, { width: 390, height: 844, locale });
    t.after(async () => {
      await close();
      await own.close();
    });
    await page.getByRole("heading", { name: title }).waitFor();
    await page.getByRole("radio", { name: hazard, exact: true }).check();
    await page.getByRole("combobox").first().selectOption("barn");
    await page.getByRole("button", { name: go }).press("Enter");
    assert.deepEqual(JSON.parse(await own.ask("reported")), []);
    assert.deepEqual(await findings(page), []);
    await picture(page, `residents-report-${locale}`);
    await page.getByRole("button", { name: yes }).press("Enter");
    await page.getByText(sent).waitFor();
    assert.deepEqual(JSON.parse(await own.ask("reported")), ["smoke at barn"]);
    assert.deepEqual(errors, []);
  });
}
