// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { tile } from "../testing";
import { keyMove, playOn, shownAt, windowOf } from "./windows";

const HOUR = 3_600_000;
const EXTENT = { fromMs: 10 * HOUR, toMs: 82 * HOUR };

describe("windows", () => {
  it("hold the moments of one quarter of an hour and meet without a gap", () => {
    const first = windowOf(10 * HOUR);
    expect(first).toEqual({ fromMs: 10 * HOUR, toMs: 10 * HOUR + 900_000 });
    expect(windowOf(first.toMs - 1)).toEqual(first);
    expect(windowOf(first.toMs).fromMs).toBe(first.toMs);
  });
});

describe("shownAt", () => {
  const tiles = [1_000, 1_500, 9_000].map((atMs) => tile({ atMs }));

  it("is the newest map at or before the moment", () => {
    expect([1_000, 1_499, 1_500, 2_000, 9_001].map((ms) => shownAt(tiles, ms)?.atMs)).toEqual([
      1_000, 1_000, 1_500, 1_500, 9_000,
    ]);
  });

  it("is none before the first, and none where the last one is 3 s old", () => {
    expect([999, 4_500, 8_999, 12_000].map((ms) => shownAt(tiles, ms))).toEqual([null, null, null, null]);
    expect(shownAt(tiles, 4_499)?.atMs).toBe(1_500);
    expect(shownAt([], 5)).toBeNull();
  });
});

describe("playing", () => {
  it("goes on as fast as asked and stops at the end", () => {
    expect(playOn(10 * HOUR, 100, 60, EXTENT)).toBe(10 * HOUR + 6_000);
    expect(playOn(EXTENT.toMs - 10, 100, 10, EXTENT)).toBe(EXTENT.toMs);
  });
});

describe("keys", () => {
  const at = 20 * HOUR;

  it("move by 5 s, by a minute with Shift, by a quarter of an hour, or to an end", () => {
    expect(keyMove("ArrowRight", false, at, EXTENT)).toBe(at + 5_000);
    expect(keyMove("ArrowLeft", true, at, EXTENT)).toBe(at - 60_000);
    expect(keyMove("PageDown", false, at, EXTENT)).toBe(at + 900_000);
    expect(keyMove("Home", false, at, EXTENT)).toBe(EXTENT.fromMs);
  });

  it("stay within what was recorded", () => {
    expect(keyMove("PageUp", false, EXTENT.fromMs + 5, EXTENT)).toBe(EXTENT.fromMs);
    expect(keyMove("ArrowRight", false, EXTENT.toMs, EXTENT)).toBe(EXTENT.toMs);
  });

  it("are left alone where they mean nothing here", () => {
    expect(keyMove("x", false, at, EXTENT)).toBeNull();
  });
});
