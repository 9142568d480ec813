// SPDX-License-Identifier: Apache-2.0
// How tiles share the wall. In: their number and the room there is. Out: columns, pages, where the focus goes.
import type { Size } from "../paint";

export const TILES_PER_PAGE = 16;
/** Narrower tiles cannot be read; the page scrolls instead. */
const NARROWEST_TILE = 168;
const CAPTION_HEIGHT = 40;
const ASPECT = 16 / 9;

export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** Whether all tiles are seen at once; else the page scrolls. */
  readonly fits: boolean;
}

/** The grid that gives the largest pictures. */
export function gridFor(count: number, room: Size): Grid {
  let best: Grid = { columns: 1, rows: Math.max(1, count), fits: true };
  let widest = 0;
  for (let columns = 1; columns <= Math.max(1, count); columns += 1) {
    const rows = Math.max(1, Math.ceil(count / columns));
    const width = Math.min(room.width / columns, (room.height / rows - CAPTION_HEIGHT) * ASPECT);
    if (width <= widest) continue;
    widest = width;
    best = { columns, rows, fits: true };
  }
  if (widest >= NARROWEST_TILE || room.width === 0) return best;
  const columns = Math.max(1, Math.min(count, Math.floor(room.width / NARROWEST_TILE)));
  return { columns, rows: Math.ceil(count / columns), fits: false };
}

export function pageCount(cameras: number): number {
  return Math.max(1, Math.ceil(cameras / TILES_PER_PAGE));
}

/** What is on a page, counted from 1. */
export function onPage<T>(all: readonly T[], page: number): T[] {
  return all.slice((page - 1) * TILES_PER_PAGE, page * TILES_PER_PAGE);
}

/** Where an arrow leads from tile `index`, or -1 for none; null where it leads nowhere. */
export function nextTile(key: string, index: number, count: number, columns: number): number | null {
  const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };
  const step = steps[key];
  if (step === undefined || count === 0) return null;
  if (index < 0) return 0;
  const next = index + step;
  return next >= 0 && next < count ? next : null;
}
