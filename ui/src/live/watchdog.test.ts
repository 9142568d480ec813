// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { tile, type TileWords } from "../testing";
import { mayPaint, standing } from "./watchdog";

const stamp = (ms: number) => ({ steady: ms, wall: ms });
const AT = 1_700_000_000_000;

function after(ms: number, words: TileWords = {}) {
  return standing({ tile: tile({ atMs: AT, ageMs: 400, ...words }), at: stamp(0) }, stamp(0), stamp(ms));
}

describe("a tile", () => {
  it("waits for its first message, for 3 s at most", () => {
    expect(standing(undefined, stamp(0), stamp(2_999))).toEqual({ kind: "waiting" });
    expect(standing(undefined, stamp(0), stamp(3_000))).toEqual({ kind: "silent", sinceMs: null });
  });

  it("is live until its last message is 3 s old, and its age grows meanwhile", () => {
    expect(after(0)).toEqual({ kind: "live", ageMs: 400 });
    expect(after(2_999)).toEqual({ kind: "live", ageMs: 3_399 });
  });

  it.each([
    ["live", {}],
    ["unknown", { cells: "unknown" }],
    ["without a plate", { plateId: 0, cells: "flame" }],
    ["without a picture", { hasPicture: false }],
  ] as const)("that was %s is silent after 3 s, since its newest frame", (_, words) => {
    expect(after(3_000, words)).toEqual({ kind: "silent", sinceMs: AT - 400 });
  });

  it("is silent at once where the machine slept and only the wall clock went on", () => {
    const last = { tile: tile(), at: { steady: 0, wall: 0 } };
    expect(standing(last, stamp(0), { steady: 5, wall: 3_000 }).kind).toBe("silent");
  });

  it("shows no picture where the service says so, since the newest frame if there was one", () => {
    expect(after(0, { hasPicture: false, ageMs: 60_000 })).toEqual({ kind: "no-picture", sinceMs: AT - 60_000 });
    expect(after(0, { hasPicture: false, ageMs: null })).toEqual({ kind: "no-picture", sinceMs: null });
  });

  it("is unknown where every cell is", () => {
    expect(after(0, { cells: "unknown" }).kind).toBe("unknown");
  });

  it("says that there is no plate, and may still paint hazards then", () => {
    expect(after(0, { plateId: 0, cells: "flame" }).kind).toBe("no-plate");
    expect(mayPaint("no-plate")).toBe(true);
  });

  it.each(["waiting", "silent", "no-picture", "unknown"] as const)("that is %s paints neither plate nor map", (kind) => {
    expect(mayPaint(kind)).toBe(false);
  });
});
