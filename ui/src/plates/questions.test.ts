// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { cellsOf, noCells, packed } from "./cells";
import { doneWords, hasApproved, questionOf, taken } from "./questions";
import { classesOf } from "./reasons";
import { readPlateFile, type PlateFile } from "./wire";

const held = cellsOf([{ top: 20, left: 30, bottom: 22, right: 35 }]);
const codes = Uint8Array.from(held, (each, index) => (each === 1 ? 6 : index < 800 ? 4 : 0));
const REASONS = ["admitted", "too-few", "no-majority", "not-recurring", "motion", "veto", "text", "masked", "struck"];

const ANSWER = {
  plate: {
    id: 3, camera: "mill", name: "Mill stream", light: "day", state: "candidate", width: 1280, height: 720,
    admitted: 2782, held: 18, created: "2026-01-31T12:00:00.000Z", approved: null, needed: 2, approved_by: ["Zo\u00eb Ast"],
    picture: "/api/plates/3/candidate.png",
  },
  revision: "candidate-0", samples: 12, reasons: REASONS, cells: btoa(String.fromCharCode(...codes)),
  held: [{ top: 20, left: 30, bottom: 23, right: 36 }], held_cells: packed(held), against: null, acts: [],
};

const file = (changes: object = {}): PlateFile =>
  readPlateFile({ ...ANSWER, plate: { ...ANSWER.plate, ...changes } });
const classes = classesOf(file().reasons, file().cells, file().held_cells);

describe("what an act would take of a selection", () => {
  it("is what is visible and what is held back, nothing else", () => {
    expect(taken(cellsOf([{ top: 0, left: 0, bottom: 20, right: 79 }]), classes)).toEqual({ visible: 880 - 6, held: 6 });
    expect(taken(noCells(), classes)).toEqual({ visible: 0, held: 0 });
  });
});

describe("what is asked before an act", () => {
  const asked = (act: "strike" | "clear" | "approve" | "retire", of = file()) => questionOf(act, of, held, classes);

  it("says how many cells it is about", () => {
    expect(asked("strike").title).toBe("Strike 18 cells from candidate 3?");
    expect(asked("clear").go).toBe("Clear 18 cells");
  });

  it("says what becomes visible, and what must not be approved, and asks for a tick", () => {
    const { means, not, looked } = asked("approve", file({ approved_by: [] }));
    expect(means).toHaveLength(3);
    expect(means[0]).toContain("2782 cells, 77");
    expect(means[1]).toContain("one more person");
    expect(means[2]).toContain("18 cells that may hold writing stay unknown");
    expect(not).toContain("door, window or garden");
    expect(looked).toContain("nobody in it");
  });

  it("does not ask for a second person where this is the last", () => {
    expect(asked("approve").means.join(" ")).not.toContain("one more person");
    expect(asked("approve", file({ needed: 1, approved_by: [] })).means.join(" ")).not.toContain("one more person");
  });

  it("says otherwise of a candidate than of a plate that is shown", () => {
    expect(asked("retire").means[0]).toContain("never shown");
    expect(asked("retire", file({ state: "commissioned" })).means[0]).toContain("the whole view is unknown");
  });
});

describe("afterwards", () => {
  it("says whether residents see it already", () => {
    expect(doneWords("approve", { cells: 0, missing: 1 })).toContain("One more person must");
    expect(doneWords("approve", { cells: 0, missing: 0 })).toContain("residents see this plate");
  });

  it("knows who has approved, however the name is typed", () => {
    expect(["Zo\u00eb Ast", " ZOE\u0308  AST"].map((name) => hasApproved(file(), name))).toEqual([true, true]);
    expect(hasApproved(file(), "Mia")).toBe(false);
    expect(hasApproved(file({ state: "commissioned" }), "Zo\u00eb Ast")).toBe(false);
  });
});

describe("an answer that is not what was agreed", () => {
  it.each([
    { reasons: ["visible"] }, { cells: "AAAA" }, { held_cells: "" }, { revision: 3 }, { against: {} }, { acts: [{}] },
  ])("is refused: %o", (wrong) => {
    expect(() => readPlateFile({ ...ANSWER, ...wrong })).toThrow(SyntaxError);
  });
});
