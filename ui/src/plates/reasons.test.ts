// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { cellsOf, countOf } from "./cells";
import { cellsIn, classesOf, CLASSES, countsOf, isReason, type Reason } from "./reasons";
import { LOOKS } from "./looks";

const REASONS: readonly Reason[] = ["admitted", "motion", "text"];
const held = cellsOf([{ top: 0, left: 0, bottom: 0, right: 1 }]);
const codes = Uint8Array.from({ length: 3600 }, (_, index) => (index < 4 ? 2 : index < 10 ? 1 : 0));
const classes = classesOf(REASONS, codes, held);

describe("classes of cells", () => {
  it("keeps what is held back apart from what may be writing and is gone", () => {
    expect(classes.slice(0, 5)).toEqual(["held", "held", "text", "text", "motion"]);
    expect(countOf(cellsIn(classes, "held"))).toBe(2);
  });

  it("counts each class once and leaves out those that are empty", () => {
    expect(countsOf(classes)).toEqual([["admitted", 3590], ["held", 2], ["motion", 6], ["text", 2]]);
  });

  it("knows the service's names and no others", () => {
    expect(["admitted", "too-few", "struck"].every(isReason)).toBe(true);
    expect(isReason("held")).toBe(false);
  });
});

describe("how classes look", () => {
  it("gives each class but the visible one a colour and a pattern of its own", () => {
    const looks = CLASSES.filter((each) => each !== "admitted").map((each) => LOOKS[each]);
    expect(new Set(looks.map((look) => look?.colour)).size).toBe(looks.length);
    expect(new Set(looks.map((look) => look?.drawing)).size).toBe(looks.length);
    expect(LOOKS.admitted).toBeNull();
  });
});
