// SPDX-License-Identifier: Apache-2.0
// Draws the small repeating pattern of each state: what tells states apart without colour.
import type { State } from "./alphabet";
import type { Patterns } from "./paint";

export type Pen = CanvasRenderingContext2D;
/** Draws one repeat of `size` pixels, seamless at its edges. */
export type Drawing = (pen: Pen, size: number) => void;

const INK = "rgb(0 0 0 / 62%)";

const DRAWINGS: Partial<Record<State, Drawing>> = {
  unknown: (pen, size) => {
    rising(pen, size, "rgb(0 0 0 / 24%)", size / 10);
  },
  changed: (pen, size) => {
    disc(pen, size, "rgb(255 255 255 / 62%)");
  },
  flame: zigzag,
  smoke: ring,
  water: waves,
  blocked: (pen, size) => {
    rising(pen, size, INK, size / 8);
    falling(pen, size, INK, size / 8);
  },
  // Dark beside light, so that it is seen on any plate.
  lively: (pen, size) => {
    falling(pen, size, "rgb(0 0 0 / 45%)", size / 5);
    falling(pen, size, "rgb(255 255 255 / 70%)", size / 12);
  },
};

const made = new Map<number, Patterns>();

/** Patterns whose repeat is `size` device pixels (rounded, at least 6); empty where nothing can be drawn. */
export function patternsOf(size: number): Patterns {
  const whole = Math.max(6, Math.round(size));
  const known = made.get(whole);
  if (known !== undefined) return known;
  const patterns: Patterns = {};
  for (const [state, drawing] of Object.entries(DRAWINGS)) {
    const pattern = repeat(drawing, whole);
    if (pattern !== null) patterns[state as State] = pattern;
  }
  made.set(whole, patterns);
  return patterns;
}

/** The repeat that suits a picture of this width in device pixels: a cell and a half, but never coarse. */
export function repeatFor(width: number, dots: number): number {
  return Math.min((width / 80) * 1.6, 14 * dots);
}

export function repeat(drawing: Drawing, size: number): CanvasPattern | null {
  const canvas = document.createElement("canvas");
  canvas.width = size;
  canvas.height = size;
  const pen = canvas.getContext("2d");
  if (pen === null) return null;
  drawing(pen, size);
  return pen.createPattern(canvas, "repeat");
}

export function stroke(pen: Pen, ink: string, width: number, points: readonly (readonly [number, number])[]): void {
  pen.strokeStyle = ink;
  pen.lineWidth = Math.max(1, width);
  pen.beginPath();
  points.forEach(([x, y], index) => {
    if (index === 0) pen.moveTo(x, y);
    else pen.lineTo(x, y);
  });
  pen.stroke();
}

/** Diagonals drawn beyond the repeat on both sides, so that its corners join. */
export function rising(pen: Pen, size: number, ink: string, width: number): void {
  for (const shift of [-size, 0, size]) {
    stroke(pen, ink, width, [[shift - size, 2 * size], [shift + 2 * size, -size]]);
  }
}

export function falling(pen: Pen, size: number, ink: string, width: number): void {
  for (const shift of [-size, 0, size]) {
    stroke(pen, ink, width, [[shift - size, -size], [shift + 2 * size, 2 * size]]);
  }
}

export function zigzag(pen: Pen, size: number): void {
  stroke(pen, INK, size / 6, [
    [-size / 2, size * 1.25],
    [0, size * 0.75],
    [size / 2, size * 0.25],
    [size, size * 0.75],
    [size * 1.5, size * 1.25],
  ]);
}

export function ring(pen: Pen, size: number): void {
  pen.strokeStyle = INK;
  pen.lineWidth = Math.max(1, size / 10);
  pen.beginPath();
  pen.arc(size / 2, size / 2, size / 3.4, 0, 2 * Math.PI);
  pen.stroke();
}

export function disc(pen: Pen, size: number, ink: string): void {
  pen.fillStyle = ink;
  pen.beginPath();
  pen.arc(size / 2, size / 2, Math.max(1, size / 7), 0, 2 * Math.PI);
  pen.fill();
}

export function waves(pen: Pen, size: number): void {
  pen.strokeStyle = INK;
  pen.lineWidth = Math.max(1, size / 8);
  pen.beginPath();
  pen.moveTo(-size / 2, size / 2);
  pen.quadraticCurveTo(-size / 4, size, 0, size / 2);
  pen.quadraticCurveTo(size / 4, 0, size / 2, size / 2);
  pen.quadraticCurveTo((size * 3) / 4, size, size, size / 2);
  pen.quadraticCurveTo((size * 5) / 4, 0, (size * 3) / 2, size / 2);
  pen.stroke();
}
