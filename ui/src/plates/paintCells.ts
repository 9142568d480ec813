// SPDX-License-Identifier: Apache-2.0
// Paints a plate and what is said of its cells, and over it what is selected.
// Where anything is missing, "unknown" is what remains.
import { edges, type Size, type Surface } from "../paint";
import { COLUMNS, ROWS } from "../wire";
import type { Cell, Cells, Rect } from "./cells";
import type { Paint, Paints } from "./looks";

/** As much of a canvas as drawing over a plate needs. */
export interface LinePen extends Surface {
  strokeStyle: string | CanvasPattern | CanvasGradient;
  lineWidth: number;
  clearRect(x: number, y: number, width: number, height: number): void;
  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  stroke(): void;
  strokeRect(x: number, y: number, width: number, height: number): void;
  setLineDash(dashes: number[]): void;
}

type Box = readonly [number, number, number, number];

/** `names`: of each cell, row by row, what it is painted with; a name without a paint shows the picture. */
export function paintCells(
  surface: Surface, size: Size, picture: CanvasImageSource | null, names: readonly string[], paints: Paints,
  base: Paint,
): void {
  lay(surface, base, [0, 0, size.width, size.height]);
  if (picture !== null) {
    surface.imageSmoothingQuality = "high";
    surface.drawImage(picture, 0, 0, size.width, size.height);
  }
  const [xs, ys] = [edges(size.width, COLUMNS), edges(size.height, ROWS)];
  for (let row = 0; row < ROWS; row += 1) {
    let start = 0;
    for (let column = 1; column <= COLUMNS; column += 1) {
      const name = names[row * COLUMNS + start] ?? "";
      if (column < COLUMNS && names[row * COLUMNS + column] === name) continue;
      const paint = paints.get(name);
      if (paint !== undefined) lay(surface, paint, box(xs, ys, { top: row, bottom: row, left: start, right: column - 1 }));
      start = column;
    }
  }
}

function lay(surface: Surface, { ground, pattern }: Paint, where: Box): void {
  for (const fill of [ground, pattern]) {
    if (fill === undefined) continue;
    surface.fillStyle = fill;
    surface.fillRect(...where);
  }
}

function box(xs: readonly number[], ys: readonly number[], rect: Rect): Box {
  const [left, right] = [xs[rect.left] ?? 0, xs[rect.right + 1] ?? 0];
  const [top, bottom] = [ys[rect.top] ?? 0, ys[rect.bottom + 1] ?? 0];
  return [left, top, right - left, bottom - top];
}

export interface Marks {
  readonly cells: Cells;
  readonly drawn: Rect | null;
  /** Where the keyboard is; null while the picture has no focus. */
  readonly cursor: Cell | null;
}

/** Dark beside light, so that it is seen on any plate and any pattern. */
export function drawMarks(pen: LinePen, size: Size, { cells, drawn, cursor }: Marks, dots: number): void {
  pen.clearRect(0, 0, size.width, size.height);
  const [xs, ys] = [edges(size.width, COLUMNS), edges(size.height, ROWS)];
  pen.fillStyle = "rgb(255 255 255 / 45%)";
  cells.forEach((each, index) => {
    if (each === 1) pen.fillRect(...box(xs, ys, only({ row: Math.floor(index / COLUMNS), column: index % COLUMNS })));
  });
  for (const [ink, width] of [["#000", 4], ["#fff", 1.5]] as const) {
    pen.strokeStyle = ink;
    pen.lineWidth = width * dots;
    outline(pen, xs, ys, cells);
    pen.setLineDash([6 * dots, 4 * dots]);
    if (drawn !== null) pen.strokeRect(...box(xs, ys, drawn));
    pen.setLineDash([]);
    if (cursor !== null) pen.strokeRect(...grown(box(xs, ys, only(cursor)), 3 * dots));
  }
}

/** The edges between cells that are in and cells that are not. */
function outline(pen: LinePen, xs: readonly number[], ys: readonly number[], cells: Cells): void {
  const has = (row: number, column: number) =>
    row >= 0 && row < ROWS && column >= 0 && column < COLUMNS && cells[row * COLUMNS + column] === 1;
  pen.beginPath();
  for (let row = 0; row <= ROWS; row += 1) {
    for (let column = 0; column <= COLUMNS; column += 1) {
      const [x = 0, y = 0, right = x, bottom = y] = [xs[column], ys[row], xs[column + 1], ys[row + 1]];
      if (has(row, column) !== has(row - 1, column)) line(pen, x, y, right, y);
      if (has(row, column) !== has(row, column - 1)) line(pen, x, y, x, bottom);
    }
  }
  pen.stroke();
}

function line(pen: LinePen, x: number, y: number, toX: number, toY: number): void {
  pen.moveTo(x, y);
  pen.lineTo(toX, toY);
}

const only = ({ row, column }: Cell): Rect => ({ top: row, bottom: row, left: column, right: column });
const grown = ([x, y, width, height]: Box, by: number): Box => [x - by, y - by, width + 2 * by, height + 2 * by];
