// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { Incident } from "../alarms/wire";
import { callings, choiceOf, inLine, isBack, onScreen, pagesOf, stepFromControl, stepFromTile, turned } from "./choice";

function incident(words: Partial<Incident>): Incident {
  return {
    id: 1, kind: "fire", state: "notified", severity: "danger", drill: false, opened: 0, closed: null, why: "", by: "",
    hazards: ["flame"], where: ["Mill"], is_seen: true, ...words,
  };
}

describe("the choice", () => {
  it("is the address', then what was kept, then four places for 15 s", () => {
    expect(choiceOf("?places=9&turn=30", "1")).toEqual({ places: 9, turnMs: 30_000 });
    expect(choiceOf("", "1")).toEqual({ places: 1, turnMs: 15_000 });
    expect(choiceOf("?places=5&turn=0", "x")).toEqual({ places: 4, turnMs: 15_000 });
  });
});

describe("pages", () => {
  it("come round at both ends", () => {
    expect(pagesOf(16, 4)).toBe(4);
    expect(pagesOf(0, 9)).toBe(1);
    expect([turned(3, 1, 4), turned(0, -1, 4), turned(7, 0, 2)]).toEqual([0, 3, 1]);
  });
});

describe("the alarm that has the screen", () => {
  it("is one that nobody answered for, each place in its turn", () => {
    const all = callings([
      incident({ id: 1, state: "acknowledged" }),
      incident({ id: 2, where: ["Barn", "Square"] }),
      incident({ id: 3, kind: "camera", hazards: ["lost"] }),
    ]);
    expect(all.map(({ incident: { id }, name }) => [id, name])).toEqual([[2, "Barn"], [2, "Square"]]);
    expect([onScreen(all, 0), onScreen(all, 5_000), onScreen(all, 10_000)].map((each) => each?.name)).toEqual(["Barn", "Square", "Barn"]);
    expect(onScreen([], 5_000)).toBeUndefined();
  });

  it("is an exercise only where nothing real calls", () => {
    const drill = incident({ id: 7, drill: true });
    expect(callings([drill])).toHaveLength(1);
    expect(callings([incident({ id: 8 }), drill]).map((each) => each.incident.id)).toEqual([8]);
  });
});

describe("the arrows", () => {
  it("lead from tile to tile, over the ends to other pages, and down to the controls", () => {
    expect(stepFromTile("ArrowRight", -1, 4, 2)).toEqual({ to: "tile", index: 0 });
    expect(stepFromTile("ArrowRight", 0, 4, 2)).toEqual({ to: "tile", index: 1 });
    expect(stepFromTile("ArrowRight", 3, 4, 2)).toEqual({ to: "page", by: 1 });
    expect(stepFromTile("ArrowLeft", 0, 4, 2)).toEqual({ to: "page", by: -1 });
    expect(stepFromTile("ArrowDown", 1, 4, 2)).toEqual({ to: "tile", index: 3 });
    expect(stepFromTile("ArrowDown", 3, 4, 2)).toEqual({ to: "control", index: 0 });
    expect(stepFromTile("ArrowUp", 1, 4, 2)).toBeNull();
    expect(stepFromTile("Enter", 1, 4, 2)).toBeNull();
    expect(stepFromTile("ArrowDown", 0, 0, 2)).toBeNull();
  });

  it("lead along the controls and back up", () => {
    expect(stepFromControl("ArrowRight", 0, 5, 4)).toEqual({ to: "control", index: 1 });
    expect(stepFromControl("ArrowRight", 4, 5, 4)).toBeNull();
    expect(stepFromControl("ArrowUp", 2, 5, 4)).toEqual({ to: "tile", index: 3 });
  });

  it("follow what is seen where lines run from the right", () => {
    const keys = ["ArrowLeft", "ArrowRight", "ArrowUp", "Enter"];
    expect(keys.map((key) => inLine(key, "rtl"))).toEqual(["ArrowRight", "ArrowLeft", "ArrowUp", "Enter"]);
    expect(keys.map((key) => inLine(key, "ltr"))).toEqual(keys);
  });

  it("know what remote controls send for back", () => {
    expect(["Escape", "GoBack", "BrowserBack", "Backspace", "Enter"].map(isBack)).toEqual([true, true, true, true, false]);
  });
});
