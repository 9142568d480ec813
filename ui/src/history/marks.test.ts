// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { packCells, tile } from "../testing";
import { changedShare, eventsOf, marksOf } from "./marks";

const WINDOW = { fromMs: 0, toMs: 1_000 };

describe("marks", () => {
  it("say where nothing was recorded", () => {
    expect(marksOf([tile({ atMs: 600 })], WINDOW, 2).map((mark) => mark.isRecorded)).toEqual([false, true]);
  });

  it("gather all hazards, changes and losses of their stretch", () => {
    const tiles = [
      tile({ atMs: 0, hazards: 1 }),
      tile({ atMs: 100, hazards: 2, cells: "changed" }),
      tile({ atMs: 499, hasPicture: false }),
    ];
    expect(marksOf(tiles, WINDOW, 2)[0]).toEqual({
      isRecorded: true,
      hasPicture: false,
      isChanged: true,
      hazards: 3,
    });
  });

  it("leave out what lies beyond the window", () => {
    expect(marksOf([tile({ atMs: 1_000 })], WINDOW, 4).some((mark) => mark.isRecorded)).toBe(false);
  });
});

describe("events", () => {
  it("are the beginnings and ends of hazards and of pictures, in order", () => {
    const tiles = [
      tile({ atMs: 0, hazards: 1 }),
      tile({ atMs: 500, hazards: 1 }),
      tile({ atMs: 1_000, hazards: 0b10000, hasPicture: false }),
      tile({ atMs: 1_500 }),
    ];
    expect(eventsOf(tiles)).toEqual([
      { atMs: 0, what: "flame", isBeginning: true },
      { atMs: 1_000, what: "picture", isBeginning: false },
      { atMs: 1_000, what: "flame", isBeginning: false },
      { atMs: 1_000, what: "lost", isBeginning: true },
      { atMs: 1_500, what: "picture", isBeginning: true },
      { atMs: 1_500, what: "lost", isBeginning: false },
    ]);
  });
});

describe("changedShare", () => {
  it("is the part of the maps that hold a changed cell", () => {
    const one = tile({ cells: new Map([[[3, 3], "changed"]] as const) });
    expect(packCells("changed")[0]).toBe(0x22);
    expect(changedShare([one, tile(), tile(), tile()])).toBe(0.25);
    expect(changedShare([])).toBe(0);
  });
});
