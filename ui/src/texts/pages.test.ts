// SPDX-License-Identifier: Apache-2.0
/// <reference types="vite/client" />
import { describe, expect, it } from "vitest";

/** The residents' page has its catalogues beside it; the pages in their own folders bring theirs. */
const PAGES = import.meta.glob(["../**/*.tsx", "!../residents/**"], { query: "?raw", import: "default", eager: true });

/** What may stand between ">" and "<" of types. */
const TYPES = ["Promise"];

/** What a page says without a catalogue: text between tags, attributes that people read or hear, and sentences. */
function strays(source: string): string[] {
  const code = source.replaceAll(/\{?\/\*[\s\S]*?\*\/\}?/g, "").replaceAll(/(^|\s)\/\/.*$/gm, "");
  const between = [...code.matchAll(/>([^<>{}=;()&|]+)<\/?[\w>]/g)].map((found) => (found[1] ?? "").trim());
  const spoken = [...code.matchAll(/\b(?:aria-label|aria-valuetext|title|alt|placeholder)="([^"]*)"/g)].map((found) => found[1] ?? "");
  const sentences = [...code.matchAll(/["'`](\p{Lu}\p{Ll}+ [^"'`]*)["'`]/gu)].map((found) => found[1] ?? "");
  return [...between, ...spoken, ...sentences].filter((each) => /\p{L}{2,}/u.test(each) && !TYPES.includes(each));
}

describe("pages", () => {
  it("are told from their catalogues", () => {
    expect(strays("<p>Hello you</p>")).toEqual(["Hello you"]);
    expect(strays('<b title="Hello">{text.wall}</b>')).toEqual(["Hello"]);
    expect(strays('{isOn ? "Sound is on" : text.off}')).toEqual(["Sound is on"]);
    expect(strays("<b>\u2039</b>{/* <p>Not this</p> */}")).toEqual([]);
  });

  it.each(Object.entries(PAGES))("%s has no words of its own", (_, source) => {
    expect(strays(source as string)).toEqual([]);
  });
});
