// SPDX-License-Identifier: Apache-2.0
// Channels and announcements in a real browser before the real web server.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { withAlarms } from "./alarm-pages.mjs";
import { findings, openPage, picture, startBrowser } from "./browser.mjs";

const skip = process.env.BASE_URL === undefined ? false : "BASE_URL names a real service";
let browser;

before(async () => { if (!skip) browser = await startBrowser(); });
after(async () => { await browser?.close(); });

const open = (t, options) => withAlarms(t, { browser, openPage, ...options });

for (const [width, height, scheme] of [[1280, 720, "light"], [390, 844, "dark"]])
  test(`channels, settings and announcements are accessible at ${width}x${height}, ${scheme}`, { skip }, async (t) => {
    const { own, page, errors } = await open(t, { path: "/channels", lines: ["channel horn failing"], width, height, scheme });
    await page.locator(".kept").first().waitFor();
    for (const summary of await page.locator("summary").all()) await summary.click();
    await picture(page, `channels-${width}`);
    assert.deepEqual(await findings(page), []);
    await page.goto(`${own.url}/announce`);
    await page.getByRole("textbox", { name: "Text" }).waitFor();
    await picture(page, `announce-${width}`);
    assert.deepEqual(await findings(page), []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), false);
    assert.deepEqual(errors, []);
  });

test("a test of a channel says in words what came of it", { skip }, async (t) => {
  const { page } = await open(t, { path: "/channels", lines: ["fail-test horn"] });
  const channel = (name) => page.locator(".channel", { hasText: name });
  await page.getByRole("button", { name: "Send a test: Mail" }).click();
  await channel("Mail").getByText("Test: accepted. The peer has it.").waitFor();
  await page.getByRole("button", { name: "Send a test: Horn" }).click();
  await channel("Horn").getByText("Test: did not arrive. The horn does not answer: check its cable and its address.").waitFor();
  await channel("Horn").getByText(/^fails$/).waitFor({ timeout: 2_000 });
});

test("settings go in; a secret never comes out and stays until it is changed", { skip }, async (t) => {
  const { own, page } = await open(t, { path: "/channels" });
  await page.getByRole("heading", { name: "Add a channel" }).waitFor();
  await page.getByLabel(/^Its id/).fill("hook");
  await page.getByLabel(/^url/).fill("ftp://hook.example");
  await page.getByLabel(/^key/).fill("a-secret-key");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("That could not be done: url: an address that begins with https:// or http://.").waitFor();
  await page.getByLabel(/^url/).fill("https://hook.example/in");
  const asked = page.waitForResponse(/settings$/);
  await page.getByRole("button", { name: "Save" }).click();
  assert.doesNotMatch(await (await asked).text(), /a-secret-key/);
  await page.getByText("Saved.").waitFor();
  assert.equal(await own.tell("secrets"), '{"hook.key_file": "a-secret-key"}');
  assert.doesNotMatch(await page.content(), /a-secret-key/);
  // Shown although no channel stands for it: one of this kind may be called otherwise, or be none at all.
  const hook = page.locator(".kept", { hasText: "hook" });
  await hook.locator("summary").click();
  await hook.getByText("(set; leave it empty to keep it)").waitFor();
  assert.equal(await hook.getByLabel(/^key/).inputValue(), "");
  await hook.getByLabel(/^timeout/).fill("20 s");
  await hook.getByRole("button", { name: "Save" }).click();
  await hook.getByText("Saved.").waitFor();
  assert.equal(await own.tell("secrets"), '{"hook.key_file": "a-secret-key"}');
  assert.equal(await hook.getByLabel(/^timeout/).inputValue(), "20 s");
  await hook.getByRole("button", { name: "Remove: hook" }).click();
  await hook.locator("summary").waitFor({ state: "detached" });
  assert.equal(await own.tell("secrets"), "{}");
});

test("what stands in the file is shown and cannot be changed", { skip }, async (t) => {
  const { page } = await open(t, { path: "/channels" });
  const mail = page.locator(".kept", { hasText: "mail" });
  await mail.locator("summary").click();
  await mail.getByText("It stands in the configuration file, and is changed there.").waitFor();
  assert.match(await mail.innerText(), /server\s+mail\.example[\s\S]*password_file\s+set/);
  assert.equal(await mail.getByRole("button", { name: "Save" }).count(), 0);
});

test("an announcement is shown back and spoken only when it is confirmed", { skip }, async (t) => {
  const { own, page, errors } = await open(t, { path: "/announce" });
  await page.getByRole("textbox", { name: "Text" }).fill("THE WATER IS  OFF");
  await page.getByRole("checkbox", { name: "Square" }).check();
  await page.getByRole("button", { name: "Show it back" }).click();
  await page.getByRole("heading", { name: "This will be said" }).waitFor();
  assert.match(await page.locator(".preview").innerText(), /THE WATER IS OFF\s+Square; 1\.1 seconds\s+Note: Capitals alone may be spelled out\./);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "preview-title");
  assert.deepEqual(await findings(page), []);
  await picture(page, "announce-preview");
  const log = async () => (await (await fetch(`${own.url}/api/announcements`)).json()).log.length;
  assert.equal(await log(), 0);
  await page.getByRole("button", { name: "Speak it now" }).click();
  await page.getByText("It is being spoken.").waitFor();
  await page.getByText(/by Ana, Square: THE WATER IS OFF \(being spoken\)/).waitFor();
  assert.equal(await log(), 1);
  await page.getByRole("button", { name: "Stop announcements" }).click();
  await page.getByText("Stopped: 1.").waitFor();
  assert.deepEqual(errors, []);
});

test("a text that is too long is refused in words, and nothing is lost of it", { skip }, async (t) => {
  const { page } = await open(t, { path: "/announce" });
  const long = "Water. ".repeat(60).trim();
  await page.getByRole("textbox", { name: "Text" }).fill(long);
  await page.getByRole("button", { name: "Show it back" }).click();
  await page.getByText("That could not be done: The text is too long: 300 letters at most.").waitFor();
  assert.equal(await page.getByRole("textbox", { name: "Text" }).inputValue(), long);
});
