// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { RecordingSurface } from "../testing";
import { cellsOf, noCells } from "./cells";
import { namesOf } from "./names";
import { paintCells } from "./paintCells";
import { isSame } from "./usePlateFile";
import type { Against, PlateLine } from "./wire";

const SIZE = { width: 800, height: 450 };
const PICTURE = {} as CanvasImageSource;
const BASE = { ground: "unknown" };

describe("painting a plate's cells", () => {
  it("begins with unknown, and shows the picture where a name has no paint", () => {
    const surface = new RecordingSurface();
    const names = Array.from({ length: 3600 }, (_, index) => (index < 3 || index === 3599 ? "motion" : "admitted"));
    paintCells(surface, SIZE, PICTURE, names, new Map([["motion", { ground: "blue" }]]), BASE);
    expect(surface.strokes).toEqual([
      { what: "fill", style: "unknown", box: [0, 0, 800, 450] },
      { what: "image", style: PICTURE, box: [0, 0, 800, 450] },
      { what: "fill", style: "blue", box: [0, 0, 30, 10] },
      { what: "fill", style: "blue", box: [790, 440, 10, 10] },
    ]);
  });

  it("is unknown where there is no picture", () => {
    const surface = new RecordingSurface();
    paintCells(surface, SIZE, null, [], new Map(), BASE);
    expect(surface.strokes).toEqual([{ what: "fill", style: "unknown", box: [0, 0, 800, 450] }]);
  });
});

describe("views of a plate", () => {
  const classes = Array.from({ length: 3600 }, (_, index) => (index < 80 ? ("held" as const) : ("admitted" as const)));
  const one = (row: number) => cellsOf([{ top: row, left: 0, bottom: row, right: 0 }]);
  const against: Against = {
    plate: 1, newly_visible: 1, no_more_visible: 1, otherwise: 1, the_same: 0, newly: one(1), gone: one(0), differing: one(2),
  };

  it("never show what is held back as a picture", () => {
    expect(namesOf("reasons", classes, null)[0]).toBe("held");
    expect(namesOf("seen", classes, null)[0]).toBe("unknown");
    expect(namesOf("differing", classes, { ...against, gone: noCells() })[0]).toBe("unknown");
  });

  it("tell what is new, gone, different and the same", () => {
    const names = namesOf("differing", classes, against);
    expect([names[0], names[1], names[80], names[160], names[240]]).toEqual(["gone", "unknown", "newly", "differing", "same"]);
  });
});

describe("whether a plate is as it was", () => {
  const line = { id: 1, state: "candidate", admitted: 5, held: 2, approved_by: ["Ana"] } as unknown as PlateLine;

  it.each([{ state: "retired" }, { admitted: 4 }, { held: 1 }, { approved_by: [] }])("it is not with %o", (changes) => {
    expect(isSame(line, { ...line, ...changes })).toBe(false);
  });

  it("it is when only names of cameras changed, and it is not when it is gone", () => {
    expect(isSame(line, { ...line, name: "Gate" })).toBe(true);
    expect(isSame(line, undefined)).toBe(false);
  });
});
