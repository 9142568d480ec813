// SPDX-License-Identifier: Apache-2.0
// Accounts before the real service: the first link, invitations, roles, passkeys, being signed out.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings, openPage, picture, startBrowser } from "./browser.mjs";
import { startService } from "./real-service.mjs";

const PASSWORD = "the mill wheel turns at noon";
let browser;
let service;
let steward;

before(async () => {
  browser = await startBrowser();
  service = await startService(["mill-stream", "barn"]);
});

after(async () => {
  await steward?.close();
  await browser?.close();
  await service?.close();
});

/** Errors but those that a refusal itself prints. */
const serious = (errors) => errors.filter((each) => !/status of (401|403|409|429)|WebSocket/.test(each));

async function checked(page, name) {
  await picture(page, name);
  assert.deepEqual(await findings(page), [], name);
}

async function join(link, name, size = { width: 1280, height: 720 }) {
  const opened = await openPage(browser, link, size);
  await opened.page.getByLabel("Your name").fill(name);
  await opened.page.getByLabel("A password").fill(PASSWORD);
  await opened.page.getByRole("button", { name: "Begin" }).click();
  await opened.page.waitForURL(`${service.url}/`);
  return opened;
}

async function newLink(page, roles) {
  await page.goto(`${service.url}/people`);
  const form = page.getByRole("group", { name: "Invite somebody" });
  for (const role of ["Resident", "Operator", "Steward", "Auditor"]) {
    await form.getByLabel(`${role}:`).setChecked(roles.includes(role));
  }
  return form;
}

test("a stranger gets nothing but the page to sign in", async (t) => {
  const { page, errors, close } = await openPage(browser, `${service.url}/incidents/7?x=1`, { width: 390, height: 844 });
  t.after(close);
  await page.waitForURL(`${service.url}/sign-in?next=${encodeURIComponent("/incidents/7?x=1")}`);
  await checked(page, "accounts-sign-in-phone");
  await page.getByLabel("Name").fill("Ana");
  await page.getByLabel("Password").fill("wrong and wrong again");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByText("The name or the password is wrong").waitFor();
  assert.deepEqual(serious(errors), []);
});

test("the page to sign in speaks the browser's language, from the right in Arabic, with room for it", async (t) => {
  const arabic = await openPage(browser, `${service.url}/sign-in`, { locale: "ar" });
  t.after(arabic.close);
  await arabic.page.getByRole("heading", { name: "تسجيل الدخول" }).waitFor();
  assert.deepEqual(await arabic.page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), ["ar", "rtl"]);
  for (const width of [360, 1280]) {
    await arabic.page.setViewportSize({ width, height: 800 });
    assert.equal(await arabic.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), false, `at ${width}`);
    await checked(arabic.page, `accounts-sign-in-ar-${width}`);
  }
  assert.deepEqual(serious(arabic.errors), []);
  const german = await openPage(browser, `${service.url}/sign-in`, { locale: "de-DE" });
  t.after(german.close);
  await german.page.getByRole("heading", { name: "Anmelden" }).waitFor();
  assert.match(await german.page.title(), /^Anmelden/);
  await german.page.getByLabel("Name").fill("Ana");
  await german.page.getByLabel("Passwort").fill("wrong and wrong again");
  await german.page.getByRole("button", { name: "Anmelden", exact: true }).click();
  await german.page.getByText("Der Name oder das Passwort ist falsch.").waitFor();
  await german.page.getByRole("combobox").selectOption("fr");
  await german.page.getByText("Le nom ou le mot de passe est faux.").waitFor();
  assert.equal(await german.page.getByLabel("Nom").inputValue(), "Ana");
});

test("the first link makes the first steward, once", async (t) => {
  steward = await openPage(browser, service.firstLink, { width: 1280, height: 720 });
  const { page, errors } = steward;
  await page.getByText("Steward").waitFor();
  await checked(page, "accounts-first-link");
  await page.getByLabel("Your name").fill("Ana");
  await page.getByLabel("A password").fill("aaaaaaaaaaaaaaaa");
  await page.getByRole("button", { name: "Begin" }).click();
  await page.getByText("The password repeats a few characters").waitFor();
  await page.getByLabel("A password").fill(PASSWORD);
  await page.getByRole("button", { name: "Begin" }).click();
  await page.locator(".tile").first().waitFor();
  assert.equal(await page.locator(".tile").count(), 2);
  await page.getByRole("link", { name: "Ana" }).waitFor();
  assert.deepEqual(serious(errors), []);
  const again = await openPage(browser, service.firstLink);
  t.after(again.close);
  await again.page.getByText("This link has been used").waitFor();
});

test("a resident is invited to one place, sees that and no more, and is out at once when removed", async (t) => {
  const { page } = steward;
  const form = await newLink(page, ["Resident"]);
  await checked(page, "accounts-people");
  await page.getByLabel("All places").last().setChecked(false);
  await page.getByLabel("barn").setChecked(true);
  await page.getByRole("button", { name: "Make a link" }).click();
  await page.getByRole("heading", { name: "The link" }).waitFor();
  await checked(page, "accounts-link");
  const link = await page.locator(".link code").textContent();
  assert.ok(form);
  const resident = await join(link, "Bo", { width: 390, height: 844 });
  t.after(resident.close);
  await resident.page.locator(".tile").first().waitFor();
  assert.deepEqual(await resident.page.locator(".tile .name").allTextContents(), ["barn"]);
  await checked(resident.page, "accounts-resident-phone");
  assert.equal(await resident.page.getByRole("link", { name: "Channels" }).count(), 0);
  for (const [path, status] of [
    ["/api/cameras/barn/history/extent", 403], ["/api/incidents", 403], ["/api/accounts", 403], ["/metrics", 403],
    ["/api/cameras", 200], ["/api/openapi.json", 200],
  ]) {
    assert.equal(await resident.page.evaluate(async (each) => (await fetch(each)).status, path), status, path);
  }
  await page.goto(`${service.url}/people`);
  await page.locator("summary", { hasText: "Bo" }).click();
  page.once("dialog", (dialog) => dialog.accept());
  await page.locator("details[open]").getByRole("button", { name: "Remove" }).click();
  await page.getByText("The account of Bo is removed.").waitFor();
  await resident.page.waitForURL(/\/sign-in/, { timeout: 15_000 });
});

test("an auditor sees the record and nothing live", async (t) => {
  const { page } = steward;
  await newLink(page, ["Auditor"]);
  await page.getByRole("button", { name: "Make a link" }).click();
  await page.getByRole("heading", { name: "The link" }).waitFor();
  const auditor = await join(await page.locator(".link code").textContent(), "Chris");
  t.after(auditor.close);
  await auditor.page.goto(`${service.url}/people`);
  await auditor.page.getByText("removed the account of Bo").waitFor();
  await checked(auditor.page, "accounts-auditor");
  for (const path of ["/api/cameras", "/api/accounts", "/api/announcements"]) {
    assert.equal(await auditor.page.evaluate(async (each) => (await fetch(each)).status, path), 403, path);
  }
});

test("a passkey is added, and signs in after signing out", async () => {
  const { page, errors } = steward;
  const debuggerOfPage = await page.context().newCDPSession(page);
  await debuggerOfPage.send("WebAuthn.enable");
  await debuggerOfPage.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  await page.goto(`${service.url}/account`);
  await page.getByLabel("What to call it").fill("my phone");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByText("The passkey is added.").waitFor();
  await checked(page, "accounts-own");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.waitForURL(/\/sign-in/);
  await page.goto(`${service.url}/`);
  await page.waitForURL(/\/sign-in/);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL(`${service.url}/`);
  await page.locator(".tile").first().waitFor();
  assert.deepEqual(serious(errors), []);
});

test("a player's address plays what residents see, and opens nothing else", async () => {
  const { page } = steward;
  await page.goto(`${service.url}/account`);
  await page.getByRole("button", { name: "Make an address" }).click();
  const address = await page.locator(".link code").first().textContent();
  await checked(page, "accounts-stream");
  const status = async (each) => (await fetch(each)).status;
  assert.equal(await status(address), 200);
  assert.match(await (await fetch(address.replace("stream.m3u8", "list.m3u"))).text(), /\/tv\/by\/[\w-]+\/camera\/barn\/stream\.m3u8/);
  assert.equal(await status(`${service.url}/tv/stream.m3u8`), 401);
  assert.equal(await status(address.replace("/tv/by/", "/tv/by/x")), 401);
});

test("a password is changed, which ends the other sessions; it is done by keyboard alone", async (t) => {
  const other = await openPage(browser, `${service.url}/sign-in`);
  t.after(other.close);
  await other.page.getByLabel("Name").waitFor();
  await other.page.keyboard.press("Tab");
  await other.page.keyboard.type("ana");
  await other.page.keyboard.press("Tab");
  await other.page.keyboard.type(PASSWORD);
  await other.page.keyboard.press("Enter");
  await other.page.waitForURL(`${service.url}/`);
  const { page } = steward;
  await page.goto(`${service.url}/account`);
  await page.getByText("Chrome on Linux").first().waitFor();
  await page.getByLabel("Present password").fill(PASSWORD);
  await page.getByLabel("New password").fill("the barn owl sleeps by day");
  await page.getByRole("button", { name: "Change it" }).click();
  await page.getByText("The password is changed").waitFor();
  await other.page.waitForURL(/\/sign-in/, { timeout: 15_000 });
});

test("no secret is in what the service says", () => {
  assert.doesNotMatch(service.said(), /invitation#|mill wheel|barn owl/);
});
