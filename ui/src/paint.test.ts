// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { COLOURS } from "./alphabet";
import { edges, fit, paint, runs } from "./paint";
import { packCells, RecordingSurface } from "./testing";

const PLATE = {} as CanvasImageSource;
const PATTERNS = { unknown: "unknown pattern", flame: "flame pattern", lively: "lively pattern" };
const SIZE = { width: 415, height: 233 };

function strokes(plate: CanvasImageSource | null, packed: Uint8Array | null) {
  const surface = new RecordingSurface();
  paint(surface, SIZE, plate, packed, PATTERNS);
  return surface.strokes;
}

describe("edges", () => {
  it("are W * c // 80 and end with the picture", () => {
    const xs = edges(415, 80);
    expect(xs).toHaveLength(81);
    expect([xs[0], xs[1], xs[2], xs[79], xs[80]]).toEqual([0, 5, 10, 409, 415]);
  });

  it("leave no gap and no overlap, whatever the size", () => {
    for (const width of [1, 79, 80, 81, 190, 1280, 4111]) {
      const xs = edges(width, 80);
      expect(xs.every((x, index) => index === 0 || x >= (xs[index - 1] ?? 0))).toBe(true);
      expect(xs[80]).toBe(width);
    }
  });
});

describe("fit", () => {
  it("keeps the aspect inside a box that is too wide or too high", () => {
    expect(fit({ width: 1000, height: 180 }, 16 / 9)).toEqual({ width: 320, height: 180 });
    expect(fit({ width: 320, height: 999 }, 16 / 9)).toEqual({ width: 320, height: 180 });
  });
});

describe("runs", () => {
  it("join cells of one state along a row and cover all cells once", () => {
    const cells = packCells(new Map([[[2, 4], "flame"], [[2, 5], "flame"]] as const));
    const found = runs(cells);
    expect(found.filter((run) => run.state === "flame")).toEqual([{ row: 2, start: 4, end: 6, state: "flame" }]);
    expect(found.reduce((sum, run) => sum + run.end - run.start, 0)).toBe(3600);
  });
});

describe("paint", () => {
  it("begins with unknown over everything, colour and pattern", () => {
    expect(strokes(PLATE, packCells("clear")).slice(0, 2)).toEqual([
      { what: "fill", style: COLOURS.unknown, box: [0, 0, 415, 233] },
      { what: "fill", style: "unknown pattern", box: [0, 0, 415, 233] },
    ]);
  });

  it("shows no plate where there is no map", () => {
    expect(strokes(PLATE, null).some((stroke) => stroke.what === "image")).toBe(false);
  });

  it("shows the plate alone where all is clear", () => {
    expect(strokes(PLATE, packCells("clear")).slice(2)).toEqual([
      { what: "image", style: PLATE, box: [0, 0, 415, 233] },
    ]);
  });

  it("covers the plate wherever the map says unknown", () => {
    const after = strokes(PLATE, packCells("unknown")).slice(3);
    expect(after).toHaveLength(2 * 45);
    expect(after.every((stroke) => stroke.box[2] === 415)).toBe(true);
  });

  it("leaves unknown where a cell is clear or lively but there is no plate", () => {
    expect(strokes(null, packCells("clear"))).toHaveLength(2);
    expect(strokes(null, packCells("lively"))).toHaveLength(2);
  });

  it("paints a hazard without a plate, at the cell's edges, opaque colour first", () => {
    const cells = packCells(new Map([[[44, 79], "flame"]] as const));
    const box = [409, 227, 6, 6];
    expect(strokes(null, cells).slice(2)).toEqual([
      { what: "fill", style: COLOURS.flame, box },
      { what: "fill", style: "flame pattern", box },
    ]);
  });

  it("lets the plate through where the view is lively", () => {
    const after = strokes(PLATE, packCells("lively")).slice(3);
    expect(after.every((stroke) => stroke.style === "lively pattern")).toBe(true);
  });
});
