// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { tile } from "../testing";
import { TileBoard } from "./tiles";

function board() {
  const heard: string[] = [];
  const made = new TileBoard(() => ({ steady: 5, wall: 6 }));
  made.subscribe(3, () => heard.push("3"));
  made.subscribeHazards(() => heard.push("hazards"));
  return { made, heard };
}

describe("the board", () => {
  it("keeps the newest tile of each camera with the moment that it came", () => {
    const { made } = board();
    made.put(tile({ camera: 3, sequence: 1 }));
    made.put(tile({ camera: 3, sequence: 2 }));
    expect(made.get(3)).toMatchObject({ tile: { sequence: 2 }, at: { steady: 5, wall: 6 } });
    expect(made.get(4)).toBeUndefined();
  });

  it("tells only who watches that camera, and no longer than wanted", () => {
    const { made, heard } = board();
    const stop = made.subscribe(4, () => heard.push("4"));
    made.put(tile({ camera: 4 }));
    stop();
    made.put(tile({ camera: 4 }));
    made.put(tile({ camera: 3 }));
    expect(heard).toEqual(["4", "3"]);
  });

  it("tells of hazards when they open or close, not at each tile", () => {
    const { made, heard } = board();
    for (const hazards of [0, 1, 1, 3, 3, 0]) made.put(tile({ camera: 9, hazards }));
    expect(heard).toEqual(["hazards", "hazards", "hazards"]);
    expect(made.hazards.size).toBe(0);
  });

  it("forgets a camera that is no more, with its hazards", () => {
    const { made } = board();
    made.put(tile({ camera: 3, hazards: 1 }));
    made.put(tile({ camera: 4, hazards: 2 }));
    made.keep([4]);
    expect(made.get(3)).toBeUndefined();
    expect([...made.hazards]).toEqual([[4, 2]]);
  });
});
