// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it } from "vitest";
import { ABOUT, inLanguages, languageFor, LANGUAGES, speak } from "./language";
import { text } from "./text";

afterEach(async () => { await speak("en"); });

describe("the language of the pages", () => {
  it("is the first of the reader's that we have, else English", () => {
    expect(languageFor(["xx-YY"])).toBe("en");
    expect(languageFor(["xx", "en-GB"])).toBe("en");
    expect(languageFor(["sw", "AR-eg", "de"])).toBe("ar");
    expect(languageFor([])).toBe("en");
  });

  it.each(LANGUAGES)("%s changes words, `lang` and `dir` at once", async (language) => {
    expect(await speak(language)).toBe(true);
    const { lang, dir } = document.documentElement;
    expect([lang, dir]).toEqual([ABOUT[language].tag, ABOUT[language].direction]);
    expect(text.wall === "Wall").toBe(language === "en");
  });

  it("stays as it was where words cannot be fetched, and is the last one chosen", async () => {
    let isBroken = true;
    const words = inLanguages({ hello: "hello" }, {
      de: () => (isBroken ? Promise.reject(new Error("no network")) : Promise.resolve({ hello: "guten Tag" })),
    });
    expect(await speak("de")).toBe(false);
    expect([text.wall, words.hello, document.documentElement.lang]).toEqual(["Wall", "hello", "en"]);
    isBroken = false;
    await Promise.all([speak("de"), speak("ar"), speak("de")]);
    expect([text.wall, words.hello]).toEqual(["Wand", "guten Tag"]);
  });

  it("is English in a part that has no other, and reaches a part that comes late", async () => {
    await speak("es");
    const words = inLanguages({ hello: "hello" }, { es: () => Promise.resolve({ hello: "hola" }) });
    expect(words.hello).toBe("hello");
    await new Promise((resolve) => { setTimeout(resolve); });
    expect(words.hello).toBe("hola");
    await speak("fr");
    expect(words.hello).toBe("hello");
  });
});

describe("an age", () => {
  it.each([
    [420, "0.4 s"],
    [9_900, "9.9 s"],
    [12_900, "12 s"],
    [185_000, "3 min"],
    [7_300_000, "2 h"],
    [260_000_000, "3 days"],
  ])("of %i ms is told shortly", (ms, words) => {
    expect(text.age(ms)).toBe(words);
  });

  it("has the figures and the forms of the language", async () => {
    await speak("de");
    expect([text.age(420), text.age(260_000_000)]).toEqual(["0,4 s", "3 Tage"]);
    await speak("ar");
    const days = [2, 3, 11, 100].map((count) => text.age(count * 86_400_000));
    expect(days).toEqual(["يومان", "3 أيام", "11 يومًا", "100 يوم"]);
  });
});
