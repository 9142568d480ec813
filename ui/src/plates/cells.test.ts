// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import {
  both, bytesOf, cellsOf, closeRect, countOf, drawnRect, either, indexOf, moveTo, noCells, noChoice, packed, pressed,
  rectOf, rectsNamed, unpacked, without, type Choice,
} from "./cells";

/** Presses keys one after another; "+" before one is Shift. */
function after(keys: readonly string[], from: Choice = noChoice()): Choice {
  return keys.reduce((choice, key) => pressed(choice, key.replace(/^\+/, ""), key.startsWith("+")) ?? choice, from);
}

describe("selecting cells", () => {
  it("moves by arrows and stays within the picture", () => {
    expect(after(["ArrowUp", "ArrowLeft"]).cursor).toEqual({ row: 0, column: 0 });
    expect(after(["ArrowDown", "ArrowRight", "ArrowRight"]).cursor).toEqual({ row: 1, column: 2 });
    expect(after(["End", "PageDown"]).cursor).toEqual({ row: 5, column: 79 });
    expect(after(["End", "ArrowRight", ...Array.from({ length: 60 }, () => "ArrowDown")]).cursor).toEqual({ row: 44, column: 79 });
    expect(countOf(after(["ArrowDown", "End"]).cells)).toBe(0);
  });

  it("takes a cell in and out by Space", () => {
    const one = after(["ArrowDown", " "]);
    expect(one.cells[indexOf({ row: 1, column: 0 })]).toBe(1);
    expect(countOf(one.cells)).toBe(1);
    expect(countOf(after([" "], one).cells)).toBe(0);
  });

  it("draws a rectangle by Shift and arrows and takes it by Space", () => {
    const drawing = after(["ArrowDown", "+ArrowDown", "+ArrowRight", "+ArrowRight"]);
    expect(drawnRect(drawing)).toEqual({ top: 1, left: 0, bottom: 2, right: 2 });
    expect(countOf(drawing.cells)).toBe(0);
    const taken = after([" "], drawing);
    expect(countOf(taken.cells)).toBe(6);
    expect(drawnRect(taken)).toBeNull();
  });

  it("takes a rectangle out where its first cell was in", () => {
    const all = { ...noChoice(), cells: cellsOf([{ top: 0, left: 0, bottom: 9, right: 9 }]) };
    expect(countOf(after(["+ArrowDown", "+ArrowRight", " "], all).cells)).toBe(96);
  });

  it("ends a rectangle by an arrow without Shift", () => {
    expect(drawnRect(after(["+ArrowDown", "ArrowDown"]))).toBeNull();
  });

  it("gives up the rectangle first by Escape, then the selection, then does nothing", () => {
    const drawing = after([" ", "+ArrowDown"]);
    const given = after(["Escape"], drawing);
    expect(drawnRect(given)).toBeNull();
    expect(countOf(given.cells)).toBe(1);
    const empty = after(["Escape"], given);
    expect(countOf(empty.cells)).toBe(0);
    expect(pressed(empty, "Escape", false)).toBeNull();
  });

  it("leaves other keys alone", () => {
    for (const key of ["a", "Tab", "Enter", "F5"]) expect(pressed(noChoice(), key, false)).toBeNull();
  });

  it("draws by pointer from where it went down, in any direction", () => {
    const down = moveTo(noChoice(), { row: 20, column: 30 }, false);
    const drawn = moveTo(down, { row: 18, column: 25 }, true);
    expect(drawnRect(drawn)).toEqual(rectOf({ row: 18, column: 25 }, { row: 20, column: 30 }));
    expect(countOf(closeRect(drawn).cells)).toBe(18);
  });

  it("changes nothing that it is given", () => {
    const choice = after([" "]);
    const before = Uint8Array.from(choice.cells);
    after(["ArrowDown", " ", "+ArrowDown", " ", "Escape"], choice);
    expect(choice.cells).toEqual(before);
  });
});

describe("sets of cells", () => {
  const left = cellsOf([{ top: 0, left: 0, bottom: 0, right: 3 }]);
  const right = cellsOf([{ top: 0, left: 2, bottom: 0, right: 5 }]);

  it("has both, either and the rest", () => {
    expect([both(left, right), either(left, right), without(left, right)].map(countOf)).toEqual([2, 6, 2]);
  });

  it("is packed as the service takes it, and unpacked again", () => {
    expect(packed(cellsOf([{ top: 0, left: 0, bottom: 0, right: 0 }]))).toMatch(/^gAAA/);
    const cells = cellsOf([{ top: 3, left: 5, bottom: 40, right: 79 }]);
    expect(packed(cells)).toHaveLength(600);
    expect(unpacked(packed(cells))).toEqual(cells);
    expect(unpacked(packed(noCells()))).toEqual(noCells());
  });

  it.each(["", "AAAA", "*".repeat(600)])("refuses bytes that are none: %s", (text) => {
    expect(() => unpacked(text)).toThrow(SyntaxError);
    expect(() => bytesOf(text, 3600)).toThrow(SyntaxError);
  });
});

describe("cells by words", () => {
  it("takes what the command takes", () => {
    expect(countOf(cellsOf(rectsNamed("5,30 10-11,0-79") ?? []))).toBe(161);
    expect(countOf(cellsOf(rectsNamed(" all ") ?? []))).toBe(3600);
  });

  it.each(["", "5", "5,80", "45,0", "9-3,1", "5,30-", "x,y", "-1,2"])("refuses %s", (words) => {
    expect(rectsNamed(words)).toBeNull();
  });
});
