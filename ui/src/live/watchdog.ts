// SPDX-License-Identifier: Apache-2.0
// What a tile may show at this moment. In: the last tile of a camera and when it came. Out: how it stands.
// Whatever was shown before, a camera that has been silent for 3 s shows no picture.
import { elapsedMs, type Stamp } from "../times";
import { someCell, type Tile } from "../wire";

/** docs/design/scene-map.md: each tile is sent twice a second, changed or not. */
export const SILENT_AFTER_MS = 3_000;

export interface Received {
  readonly tile: Tile;
  readonly at: Stamp;
}

/** `sinceMs` is the wall time of the newest frame known; null where there never was one. */
export type Standing =
  | { readonly kind: "waiting" }
  | { readonly kind: "silent"; readonly sinceMs: number | null }
  | { readonly kind: "no-picture"; readonly sinceMs: number | null }
  | { readonly kind: "no-plate"; readonly ageMs: number | null }
  | { readonly kind: "unknown"; readonly ageMs: number | null }
  | { readonly kind: "live"; readonly ageMs: number | null };

/** `joined` is when the wall began to listen to this camera. */
export function standing(last: Received | undefined, joined: Stamp, now: Stamp): Standing {
  if (last === undefined) {
    return elapsedMs(joined, now) < SILENT_AFTER_MS ? { kind: "waiting" } : { kind: "silent", sinceMs: null };
  }
  const { tile, at } = last;
  const elapsed = elapsedMs(at, now);
  if (elapsed >= SILENT_AFTER_MS) return { kind: "silent", sinceMs: newestFrameMs(tile) };
  if (!tile.hasPicture) return { kind: "no-picture", sinceMs: newestFrameMs(tile) };
  const ageMs = tile.ageMs === null ? null : tile.ageMs + elapsed;
  if (tile.plateId === 0) return { kind: "no-plate", ageMs };
  return { kind: someCell(tile.packed, (code) => code !== 0) ? "live" : "unknown", ageMs };
}

/** Whether map and plate may be painted. */
export function mayPaint(kind: Standing["kind"]): boolean {
  return kind === "live" || kind === "no-plate";
}

export function newestFrameMs(tile: Tile): number | null {
  return tile.ageMs === null ? null : tile.atMs - tile.ageMs;
}
