// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { catalogueFor, text } from "./text";

describe("the catalogue", () => {
  it("is English where no language of the reader is there", () => {
    expect(catalogueFor(["xx-YY"]).language).toBe("en");
    expect(catalogueFor(["xx", "en-GB"]).language).toBe("en");
  });

  it.each([
    [420, "0.4 s"],
    [9_900, "9.9 s"],
    [12_900, "12 s"],
    [185_000, "3 min"],
    [7_300_000, "2 h"],
    [260_000_000, "3 days"],
  ])("tells an age of %i ms shortly", (ms, words) => {
    expect(text.age(ms)).toBe(words);
  });
});
