// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { dayAndTime, elapsedMs, hourMinute, hourMinuteSecond, since } from "./times";

const NOON = Date.UTC(2025, 10, 24, 12, 4, 9);

describe("elapsedMs", () => {
  it("is what the steady clock says while the wall clock is set back", () => {
    expect(elapsedMs({ steady: 0, wall: 9e9 }, { steady: 700, wall: 0 })).toBe(700);
  });

  it("is what the wall clock says where the steady clock slept", () => {
    expect(elapsedMs({ steady: 0, wall: 0 }, { steady: 10, wall: 60_000 })).toBe(60_000);
  });
});

describe("moments", () => {
  it("are told in 24 hours with leading zeros", () => {
    expect([hourMinute(NOON), hourMinuteSecond(NOON)]).toEqual(["12:04", "12:04:09"]);
  });

  it.each(["en-GB", "de", "es", "fr", "zh-Hans", "ar-u-ca-gregory-nu-latn"])("have the same hours in %s", (locale) => {
    const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
    expect(new Intl.DateTimeFormat(locale, time).format(NOON)).toBe(hourMinute(NOON));
    expect(dayAndTime(NOON, locale)).toContain("12:04:09");
  });

  it("bear their day where they are not recent", () => {
    expect(since(NOON, NOON + 3_600_000, "en")).toBe("12:04");
    expect(since(NOON, NOON + 48 * 3_600_000, "en")).toContain("24");
  });
});
