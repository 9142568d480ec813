// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { asked, blank, cornerNear, crossMoved, dayOf, pointAt, withCorner, withMoved, withoutLast } from "./draft";

const empty = blank("2026-05-01");
const drawn = [pointAt(0.1, 0.6), pointAt(0.5, 0.6), pointAt(0.5, 0.9)].reduce(withCorner, empty);

describe("a zone as it is drawn", () => {
  it("gets corners, loses the last, and has one moved", () => {
    expect(drawn.corners).toHaveLength(3);
    expect(withoutLast(drawn).corners).toEqual(drawn.corners.slice(0, 2));
    expect(withoutLast(empty).corners).toEqual([]);
    expect(withMoved(drawn, 1, pointAt(0.7, 0.7)).corners[1]).toEqual({ x: 0.7, y: 0.7 });
    expect(drawn.corners[1]).toEqual({ x: 0.5, y: 0.6 });
  });

  it("keeps corners within the picture, and short", () => {
    expect(pointAt(-0.2, 1.4)).toEqual({ x: 0, y: 1 });
    expect(pointAt(1 / 3, 2 / 3)).toEqual({ x: 0.333, y: 0.667 });
  });

  it("finds the corner under a finger, by its distance on the screen", () => {
    expect(cornerNear(drawn, { x: 0.51, y: 0.61 }, 0.03, 16 / 9)).toBe(1);
    expect(cornerNear(drawn, { x: 0.5, y: 0.64 }, 0.02, 16 / 9)).toBe(-1);
    expect(cornerNear(empty, { x: 0.5, y: 0.6 }, 0.5, 16 / 9)).toBe(-1);
  });

  it("moves the cross by arrows, alike in both directions on the screen, and no further than the edge", () => {
    expect(crossMoved({ x: 0.5, y: 0.5 }, "ArrowRight", false, 2)).toEqual({ x: 0.52, y: 0.5 });
    expect(crossMoved({ x: 0.5, y: 0.5 }, "ArrowDown", false, 2)).toEqual({ x: 0.5, y: 0.54 });
    expect(crossMoved({ x: 0.5, y: 0.5 }, "ArrowUp", true, 2)).toEqual({ x: 0.5, y: 0.495 });
    expect(crossMoved({ x: 0, y: 0 }, "ArrowLeft", false, 2)).toEqual({ x: 0, y: 0 });
    expect(crossMoved({ x: 0, y: 0 }, "a", false, 2)).toBeNull();
  });

  it("is asked about in seconds and in pairs", () => {
    expect(asked({ ...drawn, name: " the lane ", minutes: 1.5 })).toEqual({
      name: "the lane", kind: "keep-clear", corners: [[0.1, 0.6], [0.5, 0.6], [0.5, 0.9]], after_s: 90, drawn: "2026-05-01",
    });
    expect(asked({ ...drawn, drawn: "" }).drawn).toBeNull();
  });

  it("is dated by the day where one is", () => {
    expect(dayOf(new Date(2026, 0, 5, 23, 59))).toBe("2026-01-05");
  });
});
