// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { HAZARDS, isPlaceHazard, type Hazard } from "../alphabet";
import { standing } from "../live/watchdog";
import { tile, type TileWords } from "../testing";
import { ageOf, overlayOf, spokenTile, watchOf } from "./words";

const AT = Date.UTC(2025, 10, 24, 14, 2, 30);
const stamp = (ms: number) => ({ steady: ms, wall: ms });

function words(given: TileWords, after = 0) {
  const last = { tile: tile({ atMs: AT, ...given }), at: stamp(0) };
  const state = standing(last, stamp(0), stamp(after));
  return {
    overlay: overlayOf(state, last, null, AT),
    age: ageOf(state),
    spoken: spokenTile("Mill stream", state, last, AT),
  };
}

describe("a tile in words", () => {
  it("is its name and live, with nothing over the picture", () => {
    expect(words({ ageMs: 400 })).toEqual({ overlay: null, age: "0.4 s", spoken: "Mill stream: live, watching" });
  });

  it("names hazards first", () => {
    expect(words({ hazards: 3 }).spoken).toBe("Mill stream: flame, smoke, live, watching");
  });

  it("says since when there is no picture, and what the connection does", () => {
    const { overlay, age, spoken } = words({ hasPicture: false, ageMs: 90_000, connection: "waiting" });
    expect(overlay).toEqual({ words: "no picture since 14:01", detail: "waiting to try again", isNote: false });
    expect([age, spoken]).toEqual(["", "Mill stream: no picture since 14:01, waiting to try again, blind"]);
  });

  it("keeps the last hazard that was said while the service is silent", () => {
    const { overlay, spoken } = words({ hazards: 1, ageMs: 0 }, 3_000);
    expect(overlay?.words).toBe("no picture since 14:02");
    expect(spoken).toBe("Mill stream: flame, no picture since 14:02, no word from the service, blind");
  });

  it("says unknown, or that a plate must be commissioned", () => {
    expect(words({ cells: "unknown" }).overlay?.words).toBe("unknown");
    expect(words({ plateId: 0, cells: "unknown" }).overlay?.words).toContain("until a plate is commissioned");
    expect(words({ plateId: 0, cells: "flame" }).overlay).toMatchObject({ words: "no plate yet", isNote: true });
  });

  it("says how well the camera guards its place", () => {
    const watch = (given: TileWords) => {
      const last = { tile: tile({ atMs: AT, ...given }), at: stamp(0) };
      return watchOf(standing(last, stamp(0), stamp(0)), last.tile.hazards);
    };
    const bit = (hazard: Hazard) => 1 << HAZARDS.indexOf(hazard);
    expect(watch({})).toBe("watching");
    expect(HAZARDS.filter(isPlaceHazard).map((each) => watch({ hazards: bit(each) }))).toEqual(Array(4).fill("watching"));
    expect((["lost", "frozen", "covered", "dark"] as const).map((each) => watch({ hazards: bit(each) }))).toEqual(
      Array(4).fill("blind"),
    );
    expect((["moved", "defocused", "dirty", "degraded"] as const).map((each) => watch({ hazards: bit(each) }))).toEqual(
      Array(4).fill("degraded"),
    );
    expect(watch({ plateId: 0, cells: "unknown" })).toBe("degraded");
    expect(watch({ cells: "unknown" })).toBe("degraded");
    expect(watch({ hasPicture: false })).toBe("blind");
    expect(watchOf({ kind: "waiting" }, 0)).toBe(null);
  });

  it("says that there was never a picture", () => {
    expect(words({ hasPicture: false, ageMs: null }).overlay?.words).toBe("no picture yet");
  });
});
