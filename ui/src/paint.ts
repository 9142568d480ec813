// SPDX-License-Identifier: Apache-2.0
// Paints what is published of a view: its plate, and over it the cells of a scene map.
// A function of plate, cells and size alone; where anything is missing, "unknown" is what remains.
import { COLOURS, STATES, type State } from "./alphabet";
import { cellAt, COLUMNS, ROWS } from "./wire";

/** As much of a canvas as painting needs. */
export interface Surface {
  fillStyle: string | CanvasPattern | CanvasGradient;
  imageSmoothingQuality: ImageSmoothingQuality;
  fillRect(x: number, y: number, width: number, height: number): void;
  drawImage(image: CanvasImageSource, x: number, y: number, width: number, height: number): void;
}

/** What lies over the colour of a state, so that no one depends on the colour; absent where there is none. */
export type Patterns = Partial<Record<State, string | CanvasPattern>>;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A stretch of cells of one row in one state: columns from `start` up to, not including, `end`. */
export interface Run {
  readonly row: number;
  readonly start: number;
  readonly end: number;
  readonly state: State;
}

/** Pixel edges of `parts` cells over `size` pixels: size * i // parts. */
export function edges(size: number, parts: number): number[] {
  return Array.from({ length: parts + 1 }, (_, index) => Math.floor((size * index) / parts));
}

/** The largest size of an aspect (width / height) that fits into a box, in whole pixels. */
export function fit(box: Size, aspect: number): Size {
  const width = Math.min(box.width, box.height * aspect);
  return { width: Math.floor(width), height: Math.floor(width / aspect) };
}

/** The runs of a map, top row first, left to right. */
export function runs(packed: Uint8Array): Run[] {
  const found: Run[] = [];
  for (let row = 0; row < ROWS; row += 1) {
    let start = 0;
    for (let column = 1; column <= COLUMNS; column += 1) {
      const code = cellAt(packed, row, start);
      if (column < COLUMNS && cellAt(packed, row, column) === code) continue;
      found.push({ row, start, end: column, state: STATES[code] ?? "unknown" });
      start = column;
    }
  }
  return found;
}

/** Paints the whole of `size`. Without cells all is unknown; without a plate "clear" cannot be shown. */
export function paint(
  surface: Surface,
  size: Size,
  plate: CanvasImageSource | null,
  packed: Uint8Array | null,
  patterns: Patterns,
): void {
  cover(surface, "unknown", [0, 0, size.width, size.height], patterns);
  if (packed === null) return;
  if (plate !== null) {
    surface.imageSmoothingQuality = "high";
    surface.drawImage(plate, 0, 0, size.width, size.height);
  }
  const xs = edges(size.width, COLUMNS);
  const ys = edges(size.height, ROWS);
  for (const run of runs(packed)) {
    if (run.state === "clear" || (run.state === "lively" && plate === null)) continue;
    const [left = 0, right = 0] = [xs[run.start], xs[run.end]];
    const [top = 0, bottom = 0] = [ys[run.row], ys[run.row + 1]];
    cover(surface, run.state, [left, top, right - left, bottom - top], patterns);
  }
}

function cover(
  surface: Surface,
  state: State,
  box: readonly [number, number, number, number],
  patterns: Patterns,
): void {
  if (COLOURS[state] !== "transparent") {
    surface.fillStyle = COLOURS[state];
    surface.fillRect(...box);
  }
  const pattern = patterns[state];
  if (pattern === undefined) return;
  surface.fillStyle = pattern;
  surface.fillRect(...box);
}
