// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { announcement } from "./announce";

const CAMERAS = [
  { number: 0, id: "mill", name: "Mill stream", plates: [] },
  { number: 1, id: "barn", name: "Barn", plates: [] },
];

describe("announcements", () => {
  it("are urgent for a danger to a place that begins", () => {
    expect(announcement(new Map(), new Map([[0, 0b100]]), CAMERAS)).toEqual({
      urgent: ["Mill stream: water"],
      calm: [],
    });
  });

  it("are calm for a camera's health and for what ended", () => {
    expect(announcement(new Map([[1, 1]]), new Map([[1, 1 << 6]]), CAMERAS)).toEqual({
      urgent: [],
      calm: ["Barn: camera covered", "Barn: no more flame"],
    });
  });

  it("are silent while nothing opens or closes", () => {
    const bits = new Map([[0, 3]]);
    expect(announcement(bits, bits, CAMERAS)).toEqual({ urgent: [], calm: [] });
  });
});
