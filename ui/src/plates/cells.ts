// SPDX-License-Identifier: Apache-2.0
// Which of the 45 x 80 cells somebody has selected, and how keys, rectangles and words change that. Nothing
// here changes what it is given.
import { COLUMNS, ROWS } from "../wire";

/** One byte a cell, row by row: 1 where it is meant. */
export type Cells = Uint8Array;

export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** Rows and columns with both ends. */
export interface Rect {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export const CELLS = ROWS * COLUMNS;
const PACKED_BYTES = CELLS / 8;

export const noCells = (): Cells => new Uint8Array(CELLS);
export const indexOf = ({ row, column }: Cell): number => row * COLUMNS + column;

export function countOf(cells: Cells): number {
  return cells.reduce((sum, each) => sum + each, 0);
}

export function both(one: Cells, other: Cells): Cells {
  return one.map((each, index) => each & (other[index] ?? 0));
}

export function either(one: Cells, other: Cells): Cells {
  return one.map((each, index) => each | (other[index] ?? 0));
}

export function without(one: Cells, other: Cells): Cells {
  return one.map((each, index) => each & ~(other[index] ?? 0) & 1);
}

export function rectOf(one: Cell, other: Cell): Rect {
  return {
    top: Math.min(one.row, other.row),
    left: Math.min(one.column, other.column),
    bottom: Math.max(one.row, other.row),
    right: Math.max(one.column, other.column),
  };
}

export function cellsOf(rects: readonly Rect[]): Cells {
  const cells = noCells();
  for (const { top, left, bottom, right } of rects) {
    for (let row = top; row <= bottom; row += 1) cells.fill(1, row * COLUMNS + left, row * COLUMNS + right + 1);
  }
  return cells;
}

/** A selection, where the keyboard is, and from where a rectangle is being drawn. */
export interface Choice {
  readonly cells: Cells;
  readonly cursor: Cell;
  readonly anchor: Cell | null;
}

export const noChoice = (): Choice => ({ cells: noCells(), cursor: { row: 0, column: 0 }, anchor: null });

/** The rectangle that is being drawn. */
export function drawnRect({ anchor, cursor }: Choice): Rect | null {
  return anchor === null ? null : rectOf(anchor, cursor);
}

/** Takes the rectangle from the anchor to the cursor: out of the selection where its first cell was in it. */
export function closeRect(choice: Choice): Choice {
  const start = choice.anchor ?? choice.cursor;
  const rect = cellsOf([rectOf(start, choice.cursor)]);
  const isOut = choice.cells[indexOf(start)] === 1;
  return { ...choice, anchor: null, cells: isOut ? without(choice.cells, rect) : either(choice.cells, rect) };
}

export function moveTo(choice: Choice, cursor: Cell, isDrawing: boolean): Choice {
  return { ...choice, cursor, anchor: isDrawing ? (choice.anchor ?? choice.cursor) : null };
}

const PAGE = 5;
const STEPS: Record<string, readonly [number, number]> = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
  PageUp: [-PAGE, 0], PageDown: [PAGE, 0], Home: [0, -COLUMNS], End: [0, COLUMNS],
};

/** What a key does to a choice; null where it does nothing to it. */
export function pressed(choice: Choice, key: string, hasShift: boolean): Choice | null {
  const step = STEPS[key];
  if (step !== undefined) {
    const [down, right] = step;
    const cursor = {
      row: within(choice.cursor.row + down, ROWS),
      column: within(choice.cursor.column + right, COLUMNS),
    };
    return moveTo(choice, cursor, hasShift);
  }
  if (key === " ") return closeRect(choice);
  if (key !== "Escape") return null;
  if (choice.anchor !== null) return { ...choice, anchor: null };
  return countOf(choice.cells) === 0 ? null : { ...choice, cells: noCells() };
}

const within = (value: number, end: number) => Math.min(end - 1, Math.max(0, value));

const PART = String.raw`(\d{1,2})(?:-(\d{1,2}))?`;
const WORD = new RegExp(`^${PART},${PART}$`);

/** The rectangles that words such as "5,30" or "5-19,30-39" name, as `hearthwatch plate` takes them; null for others. */
export function rectsNamed(words: string): readonly Rect[] | null {
  const rects = words.trim().split(/\s+/).map(named);
  return rects.every((rect) => rect !== null) ? rects : null;
}

function named(word: string): Rect | null {
  if (word === "all") return { top: 0, left: 0, bottom: ROWS - 1, right: COLUMNS - 1 };
  const match = WORD.exec(word);
  if (match === null) return null;
  const [top, left] = [Number(match[1]), Number(match[3])];
  const [bottom, right] = [Number(match[2] ?? top), Number(match[4] ?? left)];
  return top <= bottom && bottom < ROWS && left <= right && right < COLUMNS ? { top, left, bottom, right } : null;
}

/** Cells as 450 bytes in base64, the left cell in the highest bit, as the service takes them. */
export function packed(cells: Cells): string {
  const bytes = new Uint8Array(PACKED_BYTES);
  cells.forEach((each, index) => { bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (each << (7 - (index & 7))); });
  return btoa(String.fromCharCode(...bytes));
}

/** The other way; throws a SyntaxError where it is none of that. */
export function unpacked(text: string): Cells {
  const bytes = bytesOf(text, PACKED_BYTES);
  return noCells().map((_, index) => ((bytes[index >> 3] ?? 0) >> (7 - (index & 7))) & 1);
}

/** Bytes in base64, so many; throws a SyntaxError for others. */
export function bytesOf(text: string, length: number): Uint8Array {
  let plain = "";
  try {
    plain = atob(text);
  } catch {
    plain = "";
  }
  if (plain.length !== length) throw new SyntaxError("not what was agreed");
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}
