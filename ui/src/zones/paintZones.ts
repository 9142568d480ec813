// SPDX-License-Identifier: Apache-2.0
// Paints a plate and the zones on it: those in use with dashes, those that are drawn with lines and corners.
import type { Size } from "../paint";
import { repeatFor } from "../patterns";
import { unknownPaint } from "../plates/looks";
import type { Point } from "./draft";

export interface Outline {
  readonly corners: readonly Point[];
  readonly name: string;
  /** In use, drawn, or drawn and being changed now. */
  readonly state: "used" | "drawn" | "current";
}

/** Dark below light, so that a line is seen on any plate. */
const INKS = [["#000", 5], ["#fff", 2]] as const;

export function paintZones(
  pen: CanvasRenderingContext2D, size: Size, picture: ImageBitmap | null, outlines: readonly Outline[],
  cross: Point | null, dots: number,
): void {
  const unknown = unknownPaint(repeatFor(size.width, dots));
  for (const fill of [unknown.ground, unknown.pattern]) {
    if (fill === undefined) continue;
    pen.fillStyle = fill;
    pen.fillRect(0, 0, size.width, size.height);
  }
  pen.imageSmoothingQuality = "high";
  if (picture !== null) pen.drawImage(picture, 0, 0, size.width, size.height);
  for (const outline of outlines) paintOutline(pen, size, outline, dots);
  if (cross !== null) paintCross(pen, cross.x * size.width, cross.y * size.height, dots);
}

function paintOutline(pen: CanvasRenderingContext2D, size: Size, { corners, name, state }: Outline, dots: number): void {
  const points = corners.map(({ x, y }) => [x * size.width, y * size.height] as const);
  pen.beginPath();
  points.forEach(([x, y], index) => { if (index === 0) pen.moveTo(x, y); else pen.lineTo(x, y); });
  pen.closePath();
  pen.fillStyle = state === "current" ? "rgb(255 255 255 / 35%)" : "rgb(0 0 0 / 25%)";
  pen.fill();
  pen.setLineDash(state === "used" ? [8 * dots, 6 * dots] : []);
  for (const [ink, width] of INKS) {
    pen.strokeStyle = ink;
    pen.lineWidth = width * dots;
    pen.stroke();
  }
  pen.setLineDash([]);
  if (state === "current") points.forEach(([x, y], index) => { paintCorner(pen, x, y, index + 1, dots); });
  else paintName(pen, points, name, dots);
}

function paintCorner(pen: CanvasRenderingContext2D, x: number, y: number, number: number, dots: number): void {
  pen.beginPath();
  pen.arc(x, y, 9 * dots, 0, 2 * Math.PI);
  pen.fillStyle = "#000";
  pen.fill();
  pen.strokeStyle = "#fff";
  pen.lineWidth = 2 * dots;
  pen.stroke();
  write(pen, String(number), x, y, dots, 11);
}

function paintName(pen: CanvasRenderingContext2D, points: readonly (readonly [number, number])[], name: string, dots: number): void {
  if (points.length === 0) return;
  const middle = (axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [x, y] = [middle(0), middle(1)];
  pen.font = `${13 * dots}px sans-serif`;
  const half = pen.measureText(name).width / 2 + 5 * dots;
  pen.fillStyle = "rgb(0 0 0 / 75%)";
  pen.fillRect(x - half, y - 11 * dots, 2 * half, 22 * dots);
  write(pen, name, x, y, dots, 13);
}

function write(pen: CanvasRenderingContext2D, words: string, x: number, y: number, dots: number, size: number): void {
  pen.font = `${size * dots}px sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillStyle = "#fff";
  pen.fillText(words, x, y);
}

function paintCross(pen: CanvasRenderingContext2D, x: number, y: number, dots: number): void {
  for (const [ink, width] of INKS) {
    pen.strokeStyle = ink;
    pen.lineWidth = width * dots;
    pen.beginPath();
    pen.moveTo(x - 14 * dots, y);
    pen.lineTo(x + 14 * dots, y);
    pen.moveTo(x, y - 14 * dots);
    pen.lineTo(x, y + 14 * dots);
    pen.stroke();
  }
}
