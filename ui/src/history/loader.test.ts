// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { Extent } from "../api";
import { tile } from "../testing";
import { WindowLoader } from "./loader";
import { windowOf } from "./windows";

const settled = () => new Promise((resolve) => setTimeout(resolve));
const FIRST = windowOf(0);
const SECOND = windowOf(FIRST.toMs);
const ALL: Extent = { fromMs: 0, toMs: 72 * 3_600_000 };

function loader(fails = false) {
  const asked: number[] = [];
  let timers: (() => void)[] = [];
  let told = 0;
  const made = new WindowLoader(
    "mill",
    {
      history: (_, window) => {
        asked.push(window.fromMs);
        const tiles = [tile({ atMs: window.fromMs }), tile({ atMs: window.toMs })];
        return Promise.resolve(
          fails
            ? { outcome: "error", problem: { status: 503, title: "", detail: "" } }
            : { outcome: "success", value: { tiles, dropped: 0 } },
        );
      },
    },
    (act) => {
      timers.push(act);
      return () => (timers = timers.filter((each) => each !== act));
    },
    () => (told += 1),
  );
  const settle = async () => {
    const due = timers;
    timers = [];
    due.forEach((act) => { act(); });
    await settled();
  };
  return { made, asked, settle, told: () => told };
}

describe("the loader of history", () => {
  it("loads a wanted window once, tells, and leaves the border to the next one", async () => {
    const { made, asked, settle, told } = loader();
    made.want(FIRST, ALL);
    made.want(FIRST, ALL);
    expect(made.get(FIRST).kind).toBe("loading");
    await settle();
    made.want(FIRST, ALL);
    await settle();
    const standing = made.get(FIRST);
    expect(standing.kind === "here" && standing.tiles.map((each) => each.atMs)).toEqual([0]);
    expect([asked, told()]).toEqual([[0], 1]);
  });

  it("asks for none of the windows that the slider only passed", async () => {
    const { made, asked, settle } = loader();
    for (let index = 0; index < 50; index += 1) made.want(windowOf(index * 900_000), ALL);
    await settle();
    expect(asked).toEqual([49 * 900_000]);
  });

  it("loads a window again that was still being recorded", async () => {
    const { made, asked, settle } = loader();
    made.want(SECOND, { fromMs: 0, toMs: SECOND.fromMs + 1_000 });
    await settle();
    made.want(SECOND, { fromMs: 0, toMs: SECOND.fromMs + 31_000 });
    await settle();
    expect(asked).toEqual([SECOND.fromMs, SECOND.fromMs]);
  });

  it("says why a window failed until it is asked to forget that", async () => {
    const { made, settle } = loader(true);
    made.want(FIRST, ALL);
    await settle();
    expect(made.get(FIRST).kind).toBe("failed");
    made.forget(FIRST);
    expect(made.get(FIRST).kind).toBe("loading");
  });

  it("keeps four windows at most", async () => {
    const { made, settle } = loader();
    for (let index = 0; index < 5; index += 1) {
      made.want(windowOf(index * 900_000), ALL);
      await settle();
    }
    expect([0, 1, 4].map((index) => made.get(windowOf(index * 900_000)).kind)).toEqual(["loading", "here", "here"]);
  });
});
