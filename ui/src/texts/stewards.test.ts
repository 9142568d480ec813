// SPDX-License-Identifier: Apache-2.0
// The catalogues of the stewards' pages, of plates and of zones, are complete in every language.
import { describe, expect, it } from "vitest";
import { CLASSES } from "../plates/reasons";
import { ar as arPlates } from "../plates/texts/ar";
import { de as dePlates } from "../plates/texts/de";
import { en as enPlates, type PlateWords } from "../plates/texts/en";
import { es as esPlates } from "../plates/texts/es";
import { fr as frPlates } from "../plates/texts/fr";
import { zh as zhPlates } from "../plates/texts/zh";
import { ar as arZones } from "../zones/texts/ar";
import { de as deZones } from "../zones/texts/de";
import { en as enZones, type ZoneWords } from "../zones/texts/en";
import { es as esZones } from "../zones/texts/es";
import { fr as frZones } from "../zones/texts/fr";
import { zh as zhZones } from "../zones/texts/zh";
import { COUNTS, entries, plain, type Leaf } from "./testing";

const OTHERS: readonly (readonly [string, PlateWords, ZoneWords])[] = [
  ["de", dePlates, deZones], ["es", esPlates, esZones], ["fr", frPlates, frZones], ["zh", zhPlates, zhZones], ["ar", arPlates, arZones],
];
/** Words that a language happens to share with English, by their value. */
const SHARED: Readonly<Record<string, readonly string[]>> = { es: ["visible"], fr: ["visible", "Zones"] };
/** Functions of one count, which every plural form must say. */
const COUNTED = [
  "cells", "waiting", "retiredOnes", "heldBack", "samples", "strike", "clear", "approveHeld", "struck", "cleared", "corners",
];
/** What is put into the other functions that take more than words; numbers that no language has a form of its own for. */
const GIVEN: Readonly<Record<string, readonly unknown[]>> = {
  title: ["candidate", 7], ofPlace: ["«0»", "day"], visible: [900], size: [640, 360], compareWith: [7], at: [12, 34],
  hasSelected: [25, 14, 11], strikeTitle: [25, 7], clearTitle: [25, 7], approveTitle: [7, "«0»"], approveMeans: [900],
  approveInstead: [7, 25, 14, 11], retireTitle: [7], dropTitle: [7], acted: ["struck", "«0»", 25], version: [7, "«0»"],
  draft: [7, "«0»"],
};
/** Functions of a code alone; and those whose English says numbers as words. */
const APART = ["light", "act", "classWord", "classMeans", "kindWord", "kindMeans", "needs", "approvedBy"];
const CODES = {
  light: ["day", "dusk", "lamps", "infrared"],
  act: ["cleared", "struck", "approved", "retired"],
  kind: ["watch", "ignore", "keep-clear", "staff", "dry", "private"],
};

/** Words and numbers that were put in, as they come out, in no order. */
const parts = (words: string) => [...plain(words).matchAll(/«\d»|\d+/g)].map(String).sort();
const given = (path: string, of: Exclude<Leaf, string>) => GIVEN[path] ?? Array.from({ length: of.length }, (_, index) => `«${index}»`);

describe.each(OTHERS)("the stewards' catalogues %s", (code, plates, zones) => {
  const own = [...entries(plates), ...entries(zones)];
  const theirs = [...entries(enPlates), ...entries(enZones)];
  const isShared = (each: string) => SHARED[code]?.includes(each) ?? false;

  it("have the members of the English ones, and none is empty or English", () => {
    expect(own.map(([path]) => path).sort()).toEqual(theirs.map(([path]) => path).sort());
    for (const [ours, english] of [[plates, enPlates], [zones, enZones]] as const) {
      const known = new Map(entries(english));
      const wrong = entries(ours).filter(([path, each]) => each === "" || (typeof each === "string" && each === known.get(path) && !isShared(each)));
      expect(wrong).toEqual([]);
    }
  });

  it("say in each sentence all that is put into it, once", () => {
    for (const [ours, english] of [[plates, enPlates], [zones, enZones]] as const) {
      const known = new Map(entries(english));
      for (const [path, each] of entries(ours)) {
        if (typeof each === "string" || COUNTED.includes(path) || APART.includes(path)) continue;
        const model = known.get(path) as Exclude<Leaf, string>;
        const put = given(path, model);
        expect([path, parts(each(...put))]).toEqual([path, parts(model(...put))]);
        expect(each(...put)).not.toMatch(/undefined|#/);
      }
    }
  });

  it("say every count, in figures or in a form of its own", () => {
    for (const [path, each] of own) {
      if (typeof each === "string" || !COUNTED.includes(path)) continue;
      const said = COUNTS.map((count) => plain(each(count)));
      expect([path, new Set(said).size]).toEqual([path, COUNTS.length]);
      expect([path, said.filter((sentence, index) => (COUNTS[index] ?? 0) > 2 && !sentence.includes(String(COUNTS[index])))]).toEqual([path, []]);
      expect([path, said.filter((sentence) => sentence.includes("#"))]).toEqual([path, []]);
    }
    expect(new Set([1, 2].map((needed) => plates.needs(needed))).size).toBe(2);
    expect(new Set([1, 2].map((missing) => plates.approvedBy("«0»", missing))).size).toBe(2);
    expect(plain(plates.approvedBy("«0»", 1))).toContain("«0»");
  });

  it("have a word for every code, and say an unknown one as it is", () => {
    for (const each of CODES.light) expect([each, enPlates.light(each)]).not.toContain(plates.light(each));
    for (const each of CODES.act) expect([each, enPlates.act(each)]).not.toContain(plates.act(each));
    for (const each of CLASSES) {
      expect(isShared(plates.classWord(each)) || plates.classWord(each) !== enPlates.classWord(each)).toBe(true);
      expect(plates.classMeans(each)).not.toBe(enPlates.classMeans(each));
    }
    for (const each of CODES.kind) {
      expect(plain(zones.kindWord(each))).toContain(each);
      expect([each, enZones.kindWord(each)]).not.toContain(zones.kindWord(each));
      expect(["", enZones.kindMeans(each)]).not.toContain(zones.kindMeans(each));
    }
    const titles = ["candidate", "commissioned", "retired"].map((state) => plates.title(state, 7));
    expect(titles.filter((title) => /candidate|commissioned|retired/.test(title) || !title.includes("7"))).toEqual([]);
    expect([plates.light("noon"), zones.kindWord("moat")].map(plain)).toEqual(["noon", "moat"]);
  });
});
