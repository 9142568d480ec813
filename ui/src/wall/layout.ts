// SPDX-License-Identifier: Apache-2.0
// How tiles share the wall. In: their number and the room there is. Out: columns, pages, where the focus goes.
import type { Size } from "../paint";

export const TILES_PER_PAGE = 16;
/** Narrower tiles cannot be read; the page scrolls instead. */
const NARROWEST_TILE = 168;
/** On a screen narrower than this the page itself scrolls (style.css has the same number). */
const NARROW_SCREEN = 700;
const CAPTION_HEIGHT = 40;
/** With the words of hazards above the name. */
const ALARM_CAPTION_HEIGHT = 64;
const ASPECT = 16 / 9;

export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** Whether all tiles are seen at once; else the page scrolls. */
  readonly fits: boolean;
}

/** The grid that gives the largest pictures. The room must not depend on the outcome, or it would never settle. */
export function gridFor(count: number, room: Size): Grid {
  const best = largest(count, room);
  const isReadable = room.width === 0 || (room.width >= NARROW_SCREEN && widthIn(best, room) >= NARROWEST_TILE);
  if (isReadable) return best;
  const columns = Math.max(1, Math.min(count, Math.floor(room.width / NARROWEST_TILE)));
  return { columns, rows: Math.max(1, Math.ceil(count / columns)), fits: false };
}

function largest(count: number, room: Size): Grid {
  let best: Grid = { columns: 1, rows: Math.max(1, count), fits: true };
  for (let columns = 1; columns <= Math.max(1, count); columns += 1) {
    const rows = Math.max(1, Math.ceil(count / columns));
    const grid = { columns, rows, fits: true };
    if (widthIn(grid, room) > widthIn(best, room)) best = grid;
  }
  return best;
}

/** How wide a picture is in a grid. */
function widthIn({ columns, rows }: Grid, room: Size): number {
  return Math.min(room.width / columns, (room.height / rows - CAPTION_HEIGHT) * ASPECT);
}

/** How high all tiles are together: as high as the room, or less where full width needs less. */
export function tilesHeight({ columns, rows }: Grid, room: Size): number {
  return Math.min(room.height, rows * (room.width / columns / ASPECT + ALARM_CAPTION_HEIGHT));
}

export function pageCount(cameras: number): number {
  return Math.max(1, Math.ceil(cameras / TILES_PER_PAGE));
}

/** What is on a page, counted from 1. */
export function onPage<T>(all: readonly T[], page: number): T[] {
  return all.slice((page - 1) * TILES_PER_PAGE, page * TILES_PER_PAGE);
}

/** How tiles lie: how many columns, and which way a row runs. */
export interface Rows {
  readonly columns: number;
  readonly direction: "ltr" | "rtl";
}

/** Where an arrow leads from tile `index`, or -1 for none; null where it leads nowhere. */
export function nextTile(key: string, index: number, count: number, { columns, direction }: Rows): number | null {
  const right = direction === "ltr" ? 1 : -1;
  const steps: Record<string, number> = { ArrowLeft: -right, ArrowRight: right, ArrowUp: -columns, ArrowDown: columns };
  const step = steps[key];
  if (step === undefined || count === 0) return null;
  if (index < 0) return 0;
  const next = index + step;
  return next >= 0 && next < count ? next : null;
}
