// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { Result } from "./api";
import { PlateShelf } from "./plates";

const settled = () => new Promise((resolve) => setTimeout(resolve));

function shelf(answer: (id: number) => Result<Blob>, decodes = true) {
  const asked: number[] = [];
  const later: (() => void)[] = [];
  const closed: number[] = [];
  const plates = new PlateShelf(
    {
      plate: (id) => {
        asked.push(id);
        return Promise.resolve(answer(id));
      },
    },
    {
      decode: () => {
        const number = asked.length;
        const picture = { close: () => closed.push(number) } as unknown as ImageBitmap;
        return decodes ? Promise.resolve(picture) : Promise.reject(new Error("no picture"));
      },
      schedule: (act) => later.push(act),
    },
  );
  return { plates, asked, later, closed };
}

const good = (): Result<Blob> => ({ outcome: "success", value: new Blob() });
const bad = (): Result<Blob> => ({ outcome: "error", problem: { status: 500, title: "", detail: "" } });

describe("the shelf of plates", () => {
  it("loads a plate once and tells when it is here", async () => {
    const { plates, asked } = shelf(good);
    let told = 0;
    plates.subscribe(() => (told += 1));
    expect([plates.get(4).kind, plates.get(4).kind]).toEqual(["loading", "loading"]);
    await settled();
    expect([plates.get(4).kind, told, asked]).toEqual(["here", 1, [4]]);
  });

  it.each([["refused", bad, true], ["undecodable", good, false]] as const)(
    "says that a plate failed where it is %s, and tries again later",
    async (_, answer, decodes) => {
      const { plates, asked, later } = shelf(answer, decodes);
      plates.get(4);
      await settled();
      expect(plates.get(4).kind).toBe("failed");
      later.forEach((act) => { act(); });
      expect(plates.get(4).kind).toBe("loading");
      expect(asked).toEqual([4, 4]);
    },
  );

  it("keeps 48 at most and closes the picture that was longest unused", async () => {
    const { plates, closed } = shelf(good);
    for (let id = 1; id <= 48; id += 1) {
      plates.get(id);
      await settled();
    }
    plates.get(1);
    plates.get(49);
    expect(closed).toEqual([2]);
  });
});
