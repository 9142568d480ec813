// SPDX-License-Identifier: Apache-2.0
// What stands out in a window of history. In: its tiles. Out: marks along the strip, and a list of events.
import { HAZARDS, STATES, type Hazard } from "../alphabet";
import type { Extent } from "../api";
import { someCell, type Tile } from "../wire";

const CHANGED = STATES.indexOf("changed");

/** One stretch of the strip; `hazards` and `isChanged` hold for any part of it. */
export interface Mark {
  readonly isRecorded: boolean;
  readonly hasPicture: boolean;
  readonly isChanged: boolean;
  readonly hazards: number;
}

export interface HistoryEvent {
  readonly atMs: number;
  readonly what: Hazard | "picture";
  readonly isBeginning: boolean;
}

const NOTHING: Mark = { isRecorded: false, hasPicture: true, isChanged: false, hazards: 0 };

export function marksOf(tiles: readonly Tile[], window: Extent, count: number): Mark[] {
  const marks = Array.from({ length: count }, () => NOTHING);
  const span = window.toMs - window.fromMs;
  for (const tile of tiles) {
    const index = Math.floor(((tile.atMs - window.fromMs) / span) * count);
    const mark = marks[index];
    if (mark !== undefined) marks[index] = joined(mark, tile);
  }
  return marks;
}

/** Hazards that opened or closed, and pictures lost and found, in order; what holds at the start counts as begun. */
export function eventsOf(tiles: readonly Tile[]): HistoryEvent[] {
  const events: HistoryEvent[] = [];
  let before = { hazards: 0, hasPicture: true };
  for (const tile of tiles) {
    const { atMs } = tile;
    if (tile.hasPicture !== before.hasPicture) {
      events.push({ atMs, what: "picture", isBeginning: tile.hasPicture });
    }
    HAZARDS.forEach((what, bit) => {
      const isOpen = ((tile.hazards >> bit) & 1) === 1;
      if (isOpen !== (((before.hazards >> bit) & 1) === 1)) events.push({ atMs, what, isBeginning: isOpen });
    });
    before = tile;
  }
  return events;
}

/** Part of the tiles, 0..1, in which anything is changed. */
export function changedShare(tiles: readonly Tile[]): number {
  return tiles.length === 0 ? 0 : tiles.filter(isChanged).length / tiles.length;
}

function joined(mark: Mark, tile: Tile): Mark {
  return {
    isRecorded: true,
    hasPicture: mark.hasPicture && tile.hasPicture,
    isChanged: mark.isChanged || isChanged(tile),
    hazards: mark.hazards | tile.hazards,
  };
}

function isChanged(tile: Tile): boolean {
  return someCell(tile.packed, (code) => code === CHANGED);
}
