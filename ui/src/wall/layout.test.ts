// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { gridFor, nextTile, onPage, pageCount, tilesHeight } from "./layout";

const CONTROL_ROOM = { width: 1660, height: 1000 };
const ROWS = { columns: 4, direction: "ltr" } as const;
const PHONE = { width: 380, height: 700 };

describe("gridFor", () => {
  it("puts 16 tiles into 4 by 4 on a wide screen", () => {
    expect(gridFor(16, CONTROL_ROOM)).toEqual({ columns: 4, rows: 4, fits: true });
  });

  it.each([1, 2, 3, 5, 7, 9, 12, 15])("finds room for %i tiles", (count) => {
    const { columns, rows } = gridFor(count, CONTROL_ROOM);
    expect(columns * rows).toBeGreaterThanOrEqual(count);
    expect(columns * (rows - 1)).toBeLessThan(count);
  });

  it("scrolls on a phone rather than show tiles too small to read", () => {
    expect(gridFor(16, PHONE)).toEqual({ columns: 2, rows: 8, fits: false });
  });

  it("gives one camera the whole width of a phone", () => {
    expect(gridFor(1, PHONE).columns).toBe(1);
  });

  it("does not ask for the height of a narrow screen, which depends on the grid", () => {
    expect(gridFor(16, { width: 380, height: 9_000 })).toEqual(gridFor(16, PHONE));
  });

  it("has one column where nothing was measured yet", () => {
    expect(gridFor(0, { width: 0, height: 0 })).toEqual({ columns: 1, rows: 1, fits: true });
  });
});

describe("tilesHeight", () => {
  it("is the room's, or less where the tiles are as wide as they can be", () => {
    expect(tilesHeight(gridFor(16, CONTROL_ROOM), CONTROL_ROOM)).toBe(1000);
    expect(tilesHeight(gridFor(1, { width: 800, height: 1000 }), { width: 800, height: 1000 })).toBe(514);
  });
});

describe("pages", () => {
  it("hold 16 cameras each and are never none", () => {
    expect([0, 1, 16, 17, 33].map(pageCount)).toEqual([1, 1, 1, 2, 3]);
    expect(onPage([...Array(18).keys()], 2)).toEqual([16, 17]);
  });
});

describe("nextTile", () => {
  it("follows the arrows over the grid and stops at its edges", () => {
    expect(["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"].map((key) => nextTile(key, 5, 16, ROWS))).toEqual([
      6, 9, 4, 1,
    ]);
    expect([nextTile("ArrowUp", 2, 16, ROWS), nextTile("ArrowDown", 13, 14, ROWS)]).toEqual([null, null]);
  });

  it("follows what is seen where rows run from right to left", () => {
    const rows = { columns: 4, direction: "rtl" } as const;
    expect(["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"].map((key) => nextTile(key, 5, 16, rows))).toEqual([4, 9, 6, 1]);
  });

  it("begins with the first tile where none has the focus", () => {
    expect(nextTile("ArrowDown", -1, 16, ROWS)).toBe(0);
    expect(nextTile("ArrowDown", -1, 0, ROWS)).toBeNull();
  });

  it("leaves other keys alone", () => {
    expect(nextTile("Enter", 3, 16, ROWS)).toBeNull();
  });
});
