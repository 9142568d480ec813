// SPDX-License-Identifier: Apache-2.0
// How late a player is: from a map's change to its colour in a playing <video>. `node e2e/measure-tv.mjs`.
import { startAlarmPages } from "./alarm-pages.mjs";
import { startBrowser } from "./browser.mjs";

const TIMES = 8;

const browser = await startBrowser();
const own = await startAlarmPages("television_pages", "1");
const page = await browser.newPage();
// A page of our own, because the service's pages play no film.
await page.route("**/player", (route) => route.fulfill({ contentType: "text/html", body: "<video muted autoplay src='/tv/stream.m3u8'></video>" }));
await page.goto(`${own.url}/player`);
await page.waitForFunction(() => document.querySelector("video").currentTime > 3, null, { timeout: 60_000 });
const waits = [];
for (let number = 0; number < TIMES; number += 1) {
  const wanted = number % 2 === 0;
  await page.waitForTimeout(2_000 + 370 * number);
  const began = Date.now();
  await own.tell(`paint ${wanted ? "flame" : "clear"} mill-stream`);
  await page.waitForFunction(readFlame, wanted, { polling: 50, timeout: 60_000 });
  waits.push((Date.now() - began) / 1000);
}
waits.sort((one, other) => one - other);
console.log(`${TIMES} changes; seconds until a player shows them: least ${waits[0]}, median ${waits[TIMES / 2]}, most ${waits[TIMES - 1]}`);
await browser.close();
await own.close();

/** Whether what the map said stands in the picture: the middle of the one place is red. */
function readFlame(wanted) {
  const canvas = document.createElement("canvas");
  canvas.width = 80;
  canvas.height = 45;
  const pen = canvas.getContext("2d");
  pen.drawImage(document.querySelector("video"), 0, 0, 80, 45);
  const [red, , blue] = pen.getImageData(20, 12, 1, 1).data;
  return red - blue > 60 === wanted;
}
