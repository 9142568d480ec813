// SPDX-License-Identifier: Apache-2.0
// The catalogues of pages that have their own words: accounts and the television.
import { describe, expect, it } from "vitest";
import { ar as arAccount } from "../account/texts/ar";
import { de as deAccount } from "../account/texts/de";
import { en as enAccount, type AccountWords } from "../account/texts/en";
import { es as esAccount } from "../account/texts/es";
import { fr as frAccount } from "../account/texts/fr";
import { zh as zhAccount } from "../account/texts/zh";
import { ar as arTv } from "../tv/texts/ar";
import { de as deTv } from "../tv/texts/de";
import { en as enTv, type TvWords } from "../tv/texts/en";
import { es as esTv } from "../tv/texts/es";
import { fr as frTv } from "../tv/texts/fr";
import { zh as zhTv } from "../tv/texts/zh";
import { COUNTS, entries, marks, name, plain } from "./testing";

const ACCOUNTS: readonly (readonly [string, AccountWords])[] = [
  ["de", deAccount], ["es", esAccount], ["fr", frAccount], ["zh", zhAccount], ["ar", arAccount],
];
const TELEVISIONS: readonly (readonly [string, TvWords])[] = [["de", deTv], ["es", esTv], ["fr", frTv], ["zh", zhTv], ["ar", arTv]];
const ALL: readonly (readonly [string, string, object, object])[] = [
  ...ACCOUNTS.map(([code, words]) => ["accounts", code, words, enAccount] as const),
  ...TELEVISIONS.map(([code, words]) => ["the television", code, words, enTv] as const),
];

/** Words that a language happens to share with English, by their value. */
const SHARED: Readonly<Record<string, readonly string[]>> = { de: ["Name", "Passkeys", "Alarm"], es: ["Auditor"] };
/** Of numbers, and of a moment: these have tests of their own. */
const OTHERWISE = ["others", "page", "pageLong", "tiles", "when"];

/** What a function says of words that are told from all others. */
const filled = (of: (...given: unknown[]) => string) => plain(of(...Array.from({ length: of.length }, (_, index) => `«${index}»`)));

describe.each(ALL)("%s in %s", (_, code, words, theirs) => {
  const english = new Map(entries(theirs));
  const own = entries(words);

  it("have the members of the English, and none is empty", () => {
    expect(own.map(([path]) => path).sort()).toEqual([...english.keys()].sort());
    expect(own.filter(([, each]) => each === "")).toEqual([]);
  });

  it("differ from English but for a name and words that both share", () => {
    const isShared = (each: string) => SHARED[code]?.includes(each) ?? false;
    expect(own.filter(([path, each]) => typeof each === "string" && each === english.get(path) && path !== "product" && !isShared(each))).toEqual([]);
  });

  it("say in each sentence all that is put into it, once", () => {
    for (const [path, each] of own) {
      if (typeof each === "string" || OTHERWISE.includes(name(path))) continue;
      const said = filled(each);
      expect([path, marks(said)]).toEqual([path, marks(filled(english.get(path) as typeof each))]);
      expect(said).not.toBe(filled(english.get(path) as typeof each));
      expect(said).not.toContain("undefined");
    }
  });
});

describe.each(TELEVISIONS)("the television in %s", (_, words) => {
  it("says every count, in figures or in a form of its own", () => {
    for (const of of [words.others, words.tiles]) {
      const said = COUNTS.map((count) => plain(of(count)));
      expect(new Set(said).size).toBe(COUNTS.length);
      expect(said.filter((each, index) => (COUNTS[index] ?? 0) > 2 && !each.includes(String(COUNTS[index])))).toEqual([]);
      expect(said.filter((each) => each.includes("#"))).toEqual([]);
    }
    for (const of of [words.page, words.pageLong]) expect(of(3, 7).match(/\d/g)).toEqual(["3", "7"]);
  });
});

describe.each([["en", enAccount] as const, ...ACCOUNTS])("the pages of accounts in %s", (code, words) => {
  it("write a moment with its year and over 24 hours, in our figures, and none as nothing", () => {
    const said = words.when("2026-11-08T14:05:00Z");
    expect(said).toMatch(/\b2026/);
    expect(said).toMatch(/\b0?8\b/);
    expect(said).toContain("14:05");
    expect(words.when("2026-11-08T00:05:00Z")).toContain("00:05");
    expect(words.when(null)).toBe("");
  });

  it("name a month in words of the language", () => {
    const month = words.when("2026-11-08T14:05:00Z").replaceAll(/[\d\s:,.،]/g, "");
    expect({ en: ["Nov"], de: ["Nov"], es: ["nov"], fr: ["nov"], zh: ["年月日"], ar: ["نوفمبر"] }[code]).toContain(month);
  });
});
