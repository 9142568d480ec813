// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { bytes, words } from "./passkey";

describe("base64url", () => {
  it("is read and written as RFC 4648 section 5 says, without padding", () => {
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    for (const length of [0, 1, 2, 3, 255, 256]) {
      const some = all.slice(0, length);
      expect(bytes(words(some.buffer))).toEqual(some);
    }
    expect(words(Uint8Array.of(0xfb, 0xff).buffer)).toBe("-_8");
  });
});
