// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { HAZARDS } from "../alphabet";
import { ar } from "./ar";
import * as arWords from "./ar/words";
import { de } from "./de";
import * as deWords from "./de/words";
import { en, type Catalogue } from "./en";
import * as enWords from "./en/words";
import { es } from "./es";
import * as esWords from "./es/words";
import { fr } from "./fr";
import * as frWords from "./fr/words";
import { saidIn, SENTENCES } from "./sentences";
import { COUNTS, entries, marks, name, plain } from "./testing";
import { zh } from "./zh";
import * as zhWords from "./zh/words";

const OTHERS: readonly (readonly [string, Catalogue, typeof enWords])[] = [
  ["de", de, deWords], ["es", es, esWords], ["fr", fr, frWords], ["zh", zh, zhWords], ["ar", ar, arWords],
];

/** What is the same in every language: names, commands, marks. */
const EVERYWHERE = ["product", "emptyExample", "emptyCommand", "emptyDemo", "notChosen", "colon", "comma", "space", "stop"];
/** Words that a language happens to share with English, by their value. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  de: ["live", "blind", "Tab", "F", "?", "Esc"],
  es: ["Tab", "F", "?", "Esc", "no"],
  fr: ["Page", "Incidents", "danger", "Pause", "Tab", "F", "?"],
  zh: ["Tab", "F", "?", "Esc"],
  ar: ["Enter", "Tab", "F", "?", "Esc"],
};
/** Functions of a number, a share or a time in ms; the others take words. */
const OF_NUMBERS = ["moreAlarms", "page", "age", "times", "windowDropped", "changedShare", "status", "more", "attempts", "stopped"];
/** Functions of a code are compared by their tables instead. */
const OF_CODES = ["hazard", "state", "stateMeaning", "connection", "hazardAt", "hazardEnded", "recorded", "delivery", "channelState", "cause", "severity"];

/** What a function says of words that are told from all others. */
function sample(path: string, of: (...given: unknown[]) => string): string {
  if (name(path) === "join" || name(path) === "list") return plain(of(["«0»", "«1»", "«2»"]));
  if (name(path) === "whereAndHowLong") return plain(of("«0»", 4));
  return plain(of(...Array.from({ length: of.length }, (_, index) => `«${index}»`)));
}

describe.each(OTHERS)("the catalogue %s", (code, catalogue, words) => {
  const english = new Map(entries(en));
  const own = entries(catalogue);

  it("has the members of the English one, and none is empty but what joins words", () => {
    expect(own.map(([path]) => path).sort()).toEqual([...english.keys()].sort());
    expect(own.filter(([path, each]) => each === "" && path !== "space")).toEqual([]);
  });

  it("differs from English but for words that both share", () => {
    const isShared = (each: string) => SHARED[code]?.includes(each) ?? false;
    const same = own.filter(([path, each]) => typeof each === "string" && each === english.get(path) && !EVERYWHERE.includes(path.replace("alarm.", "")) && !isShared(each));
    expect(same).toEqual([]);
  });

  it("says in each sentence all that is put into it, once", () => {
    for (const [path, each] of own) {
      if (typeof each === "string" || OF_NUMBERS.includes(name(path)) || OF_CODES.includes(name(path))) continue;
      const theirs = english.get(path) as (...given: unknown[]) => string;
      expect([path, marks(sample(path, each))]).toEqual([path, marks(sample(path, theirs))]);
      expect(sample(path, each)).not.toContain("undefined");
    }
  });

  it("says every count, in figures or in a form of its own", () => {
    for (const [path, each] of own) {
      if (typeof each === "string" || !OF_NUMBERS.includes(name(path)) || ["age", "changedShare"].includes(name(path))) continue;
      const said = COUNTS.map((count) => plain(each(count, count)));
      expect([path, new Set(said).size]).toEqual([path, COUNTS.length]);
      expect([path, said.filter((sentence, index) => (COUNTS[index] ?? 0) > 2 && !sentence.includes(String(COUNTS[index])))]).toEqual([path, []]);
      expect([path, said.filter((sentence) => sentence.includes("#"))]).toEqual([path, []]);
    }
  });

  it("has a place in each known sentence for every number that the service puts into it", () => {
    const places = (words: string) => words.split("#").length - 1;
    expect(SENTENCES.filter((each) => places(catalogue.sentences[each]) !== places(each))).toEqual([]);
  });

  it("has a word for every code", () => {
    for (const [table, theirs] of Object.entries(enWords)) {
      const ours: Readonly<Record<string, string>> = words[table as keyof typeof enWords];
      expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort());
      const isShared = (each: string) => SHARED[code]?.includes(each) ?? false;
      expect(Object.entries(theirs).filter(([key, each]) => ours[key] === each && !isShared(each))).toEqual([]);
    }
    for (const hazard of HAZARDS) expect(catalogue.hazardAt(hazard, "«0»")).toContain(catalogue.hazard(hazard));
    expect(catalogue.alarm.state("meteor")).toBe("meteor");
  });

  it("uses every plural form that the language has", () => {
    const forms = new Intl.PluralRules(catalogue.locale).resolvedOptions().pluralCategories;
    const said = new Set([0, 1, 2, 5, 11, 100].map((count) => catalogue.alarm.attempts(count).replaceAll(/\d+/g, "#")));
    // "many" of French and Spanish is for millions, and reads as the usual plural here.
    expect(said.size).toBeGreaterThanOrEqual(Math.min(2, forms.filter((form) => form !== "many").length));
  });
});

describe("what the service says", () => {
  it("is ours as far as it is known, and the longest that is", () => {
    expect(saidIn(de.sentences, "nobody answers")).toEqual({ ours: "niemand antwortet", english: "" });
    expect(saidIn(de.sentences, "It did not get there, and is tried again. No route.")).toEqual({
      ours: "Es kam nicht an und wird wieder versucht.", english: "No route.",
    });
    expect(saidIn(de.sentences, "stopped by Ana")).toEqual({ ours: "angehalten", english: "by Ana" });
    expect(saidIn(de.sentences, "flames seen")).toEqual({ ours: "", english: "flames seen" });
    expect(saidIn(de.sentences, "stoppedness")).toEqual({ ours: "", english: "stoppedness" });
  });

  it("keeps the numbers of a sentence in their order", () => {
    expect(saidIn(de.sentences, "Corner 12 lies where corner 3 does; leave it out.")).toEqual({
      ours: "Die Ecke 12 liegt dort, wo die Ecke 3 liegt; lassen Sie sie weg.", english: "",
    });
    expect(saidIn(en.sentences, "Three corners at least are wanted, and there are 2.").ours).toBe("Three corners at least are wanted, and there are 2.");
    expect(saidIn(en.sentences, "This covers 3.2 of the 3600 cells of a view, and 6 are the least that can be judged; draw it larger.").ours).toContain("covers 3.2 of");
    expect(saidIn(de.sentences, "23% of the view is masked, where no hazard can be told: north lane").english).toBe(": north lane");
    expect(saidIn(de.sentences, "Plate x is retired by now.").ours).toBe("");
  });
});
