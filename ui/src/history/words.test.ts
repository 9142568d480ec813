// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { tile } from "../testing";
import { shownWords } from "./words";

const HERE = { kind: "here", picture: {} as ImageBitmap } as const;

describe("a moment of history in words", () => {
  it("says nothing over a picture that was shown", () => {
    expect(shownWords("here", tile(), HERE)).toBeNull();
  });

  it.each([
    ["loading", null, null, "Loading"],
    ["here", null, null, "no record of this moment"],
    ["failed", null, null, "no record of this moment"],
    ["here", tile({ hasPicture: false }), HERE, "no picture"],
    ["here", tile({ plateId: 0 }), null, "no plate yet"],
    ["here", tile(), { kind: "failed" }, "the plate could not be loaded"],
    ["here", tile({ cells: "unknown" }), HERE, "unknown"],
  ] as const)("says what was missing: window %s", (window, shown, plate, words) => {
    expect(shownWords(window, shown, plate)).toBe(words);
  });
});
