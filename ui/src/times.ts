// SPDX-License-Identifier: Apache-2.0
// Moments as people read them, in the reader's own time zone, 24 hours; and elapsed time that is safe.
// A time of day is written alike in all our languages (times.test.ts); days are not.

/** A moment on both of the browser's clocks, in ms. */
export interface Stamp {
  readonly steady: number;
  readonly wall: number;
}

/** The larger of what two clocks say has passed, so that neither a machine's sleep (the steady clock may
 * stop) nor a clock set back can make something old look new. */
export function elapsedMs(from: Stamp, to: Stamp): number {
  return Math.max(0, to.steady - from.steady, to.wall - from.wall);
}

export function stampNow(): Stamp {
  return { steady: performance.now(), wall: Date.now() };
}

export function hourMinute(ms: number): string {
  const date = new Date(ms);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

export function hourMinuteSecond(ms: number): string {
  return `${hourMinute(ms)}:${two(new Date(ms).getSeconds())}`;
}

/** "14:02", with the day before it where it was not within the last 20 hours of `nowMs`. */
export function since(ms: number, nowMs: number, locale: string): string {
  const isRecent = Math.abs(nowMs - ms) < 20 * 3_600_000;
  return isRecent ? hourMinute(ms) : inDays(ms, locale, {});
}

export function dayAndTime(ms: number, locale: string): string {
  return inDays(ms, locale, { second: "2-digit" });
}

function inDays(ms: number, locale: string, more: Intl.DateTimeFormatOptions): string {
  const parts = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  return new Intl.DateTimeFormat(locale, { ...parts, ...more }).format(ms);
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
