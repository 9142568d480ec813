// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { packCells, tile, tileBytes } from "./testing";
import { cellAt, parseMessage, parseTiles, someCell } from "./wire";

function changed(offset: number, value: number): Uint8Array {
  const bytes = tileBytes();
  bytes[offset] = value;
  return bytes;
}

describe("tile messages", () => {
  it("give back every field that was written", () => {
    const words = {
      camera: 513,
      sequence: 0xfffffffe,
      atMs: 1_763_958_123_456,
      plateId: 70_000,
      connection: "stalled",
      hazards: 0b100000000011,
      ageMs: 2_500,
    } as const;
    expect(tile(words)).toMatchObject({ ...words, hasPicture: true });
  });

  it("say null where there never was a frame", () => {
    expect(tile({ ageMs: null, hasPicture: false }).ageMs).toBeNull();
  });

  it("hold the left cell in the high four bits, row by row", () => {
    const cells = packCells(new Map([[[0, 0], "flame"], [[0, 1], "smoke"], [[44, 79], "lively"]] as const));
    expect([cells[0], cells[1799]]).toEqual([0x34, 0x17]);
    expect([cellAt(cells, 0, 0), cellAt(cells, 0, 1), cellAt(cells, 1, 0), cellAt(cells, 44, 79)]).toEqual([
      3, 4, 1, 7,
    ]);
  });

  it("are read from the middle of a larger buffer", () => {
    const inside = new Uint8Array(4000);
    inside.set(tileBytes({ camera: 9 }), 100);
    const message = parseMessage(inside.subarray(100, 1928));
    expect(message.kind === "tile" && message.tile.camera).toBe(9);
  });

  it("are refused at every shorter or longer length", () => {
    for (let length = 0; length < 1828; length += 1) {
      expect(parseMessage(tileBytes().subarray(0, length)).kind).toBe("invalid");
    }
    expect(parseMessage(new Uint8Array([...tileBytes(), 0])).kind).toBe("invalid");
  });

  it.each([
    ["another version", 0, 2],
    ["an unknown kind", 1, 3],
    ["a picture that is neither", 20, 2],
    ["an unknown connection", 21, 5],
    ["bits of no hazard", 22, 0x10],
    ["cells where there is no picture", 20, 0],
  ])("are refused with %s", (_, offset, value) => {
    expect(parseMessage(changed(offset, value)).kind).toBe("invalid");
  });

  it.each([8, 9, 15])("are refused where any cell has the code %i, in either half of a byte", (code) => {
    expect(parseMessage(changed(28, (code << 4) | 1)).kind).toBe("invalid");
    expect(parseMessage(changed(1827, 0x10 | code)).kind).toBe("invalid");
  });
});

describe("other messages", () => {
  it("say that the roster changed in two bytes", () => {
    expect(parseMessage(Uint8Array.of(1, 2))).toEqual({ kind: "roster" });
    expect(parseMessage(Uint8Array.of(1, 2, 0)).kind).toBe("invalid");
  });
});

describe("history", () => {
  it("is read tile by tile, and what is invalid or cut off is counted and dropped", () => {
    const bad = changed(28, 0xff);
    const bytes = new Uint8Array([...tileBytes({ sequence: 1 }), ...bad, ...tileBytes({ sequence: 3 }), 1, 1]);
    const { tiles, dropped } = parseTiles(bytes);
    expect(tiles.map((each) => each.sequence)).toEqual([1, 3]);
    expect(dropped).toBe(2);
  });

  it("is empty where nothing was kept", () => {
    expect(parseTiles(new Uint8Array())).toEqual({ tiles: [], dropped: 0 });
  });
});

describe("someCell", () => {
  it("looks at both halves of each byte", () => {
    const cells = packCells(new Map([[[0, 1], "water"]] as const));
    expect(someCell(cells, (code) => code === 5)).toBe(true);
    expect(someCell(cells, (code) => code === 6)).toBe(false);
  });
});
