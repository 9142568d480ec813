// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { EVERY_MS, Siren, TONES } from "./siren";

function siren() {
  const played: (readonly number[])[] = [];
  let beat: { act: () => void; ms: number } | null = null;
  const made = new Siren(
    { play: (tones) => played.push(tones) },
    (act, ms) => {
      beat = { act, ms };
      return () => (beat = null);
    },
  );
  return { made, played, beat: () => beat };
}

describe("the siren", () => {
  it("plays at once and then every two seconds until there is no call", () => {
    const { made, played, beat } = siren();
    made.set("danger");
    expect(beat()?.ms).toBe(EVERY_MS);
    beat()?.act();
    expect(played).toEqual([TONES.danger, TONES.danger]);
    made.set("none");
    expect(beat()).toBeNull();
  });

  it("does not begin anew where the call stays, and sounds otherwise for a drill", () => {
    const { made, played, beat } = siren();
    made.set("drill");
    made.set("drill");
    expect(played).toEqual([TONES.drill]);
    made.set("danger");
    beat()?.act();
    expect(played).toEqual([TONES.drill, TONES.danger, TONES.danger]);
    expect(TONES.drill).not.toEqual(TONES.danger);
  });
});
