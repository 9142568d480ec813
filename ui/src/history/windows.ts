// SPDX-License-Identifier: Apache-2.0
// The arithmetic of the history's slider: windows of a quarter of an hour, and which map was shown when.
import type { Extent } from "../api";
import type { Tile } from "../wire";

/** The most that one answer may span (docs/design/scene-map.md). */
export const WINDOW_MS = 15 * 60_000;
/** As on the wall: a map older than this was no longer shown. */
const SHOWN_FOR_MS = 3_000;

/** The window, aligned to the quarter of an hour, that holds a moment. */
export function windowOf(ms: number): Extent {
  const fromMs = Math.floor(ms / WINDOW_MS) * WINDOW_MS;
  return { fromMs, toMs: fromMs + WINDOW_MS };
}

export function clamp(ms: number, extent: Extent): number {
  return Math.min(Math.max(ms, extent.fromMs), extent.toMs);
}

/** The tile that was shown at a moment, of tiles in order of time; null where none was. */
export function shownAt(tiles: readonly Tile[], ms: number): Tile | null {
  let [low, high] = [0, tiles.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tiles[middle]?.atMs ?? Infinity) <= ms) low = middle + 1;
    else high = middle;
  }
  const found = tiles[low - 1];
  return found !== undefined && ms - found.atMs < SHOWN_FOR_MS ? found : null;
}

/** Where playing leads: on by `elapsedMs` at `speed`, stopping at the end of what was recorded. */
export function playOn(ms: number, elapsedMs: number, speed: number, extent: Extent): number {
  return clamp(ms + elapsedMs * speed, extent);
}

/** Where a key leads; null where it is none of the history's keys. */
export function keyMove(key: string, isShifted: boolean, ms: number, extent: Extent): number | null {
  const step = isShifted ? 60_000 : 5_000;
  const moves: Record<string, number> = {
    ArrowLeft: ms - step,
    ArrowRight: ms + step,
    PageUp: ms - WINDOW_MS,
    PageDown: ms + WINDOW_MS,
    Home: extent.fromMs,
    End: extent.toMs,
  };
  const target = moves[key];
  return target === undefined ? null : clamp(target, extent);
}
