// SPDX-License-Identifier: Apache-2.0
// How each class of cells is painted: a colour, as in the command's picture of reasons, and a pattern, so that
// no one depends on the colour.
import { COLOURS } from "../alphabet";
import { disc, falling, repeat, ring, rising, stroke, zigzag, type Drawing, type Pen } from "../patterns";
import { CLASSES, type CellClass } from "./reasons";

export interface Look {
  readonly colour: string;
  readonly drawing: Drawing;
}

const DARK = "rgb(0 0 0 / 70%)";
const LIGHT = "rgb(255 255 255 / 80%)";

/** Null: the picture itself is seen. */
export const LOOKS: Readonly<Record<CellClass, Look | null>> = {
  admitted: null,
  held: { colour: "#cc79a7", drawing: letters },
  motion: { colour: "#0072b2", drawing: (pen, size) => { inLight(pen, size); } },
  "no-majority": { colour: "#f0e442", drawing: (pen, size) => { rising(pen, size, DARK, size / 8); } },
  "not-recurring": { colour: "#56b4e9", drawing: (pen, size) => { upright(pen, size); } },
  "too-few": { colour: "#a0a0a0", drawing: (pen, size) => { disc(pen, size, DARK); } },
  veto: { colour: "#d55e00", drawing: (pen, size) => { rising(pen, size, DARK, size / 9); falling(pen, size, DARK, size / 9); } },
  masked: { colour: "#282828", drawing: (pen, size) => { level(pen, size); } },
  struck: { colour: "#009e73", drawing: (pen, size) => { zigzag(pen, size); } },
  text: { colour: "#e8d5e0", drawing: (pen, size) => { ring(pen, size); } },
};

/** What is laid over a cell; null: the picture is seen. Either may be missing. */
export interface Paint {
  readonly ground?: string;
  readonly pattern?: CanvasPattern;
}

export type Paints = ReadonlyMap<string, Paint>;

/** What each class is painted with; the patterns' repeat is `size` device pixels. */
export function reasonPaints(size: number): Paints {
  return new Map(CLASSES.flatMap((name) => {
    const look = LOOKS[name];
    return look === null ? [] : [[name, paint(look.drawing, size, look.colour)] as const];
  }));
}

/** Cells as residents would see them. */
export function seenPaints(size: number): Paints {
  return new Map([["unknown", unknownPaint(size)]]);
}

export function unknownPaint(size: number): Paint {
  return paint((pen, repeated) => { rising(pen, repeated, "rgb(0 0 0 / 24%)", repeated / 10); }, size, COLOURS.unknown);
}

/** How cells differ from the plate that is shown: what is the same is faint. */
export function differencePaints(size: number): Paints {
  const newly: Drawing = (pen, repeated) => {
    rising(pen, repeated, "#000", repeated / 5);
    rising(pen, repeated, "#fff", repeated / 10);
  };
  const differing: Drawing = (pen, repeated) => {
    for (const [ink, share] of [["#000", 0.28], ["#fff", 0.16]] as const) {
      pen.fillStyle = ink;
      pen.beginPath();
      pen.arc(repeated / 2, repeated / 2, repeated * share, 0, 2 * Math.PI);
      pen.fill();
    }
  };
  return new Map([
    ["unknown", unknownPaint(size)],
    ["same", { ground: "rgb(255 255 255 / 60%)" }],
    ["newly", paint(newly, size)],
    ["differing", paint(differing, size)],
    ["gone", paint((pen, repeated) => { level(pen, repeated); upright(pen, repeated); }, size, "#3b4856")],
  ]);
}

function paint(drawing: Drawing, size: number, ground?: string): Paint {
  const pattern = repeat(drawing, Math.max(8, Math.round(size)));
  return { ...(ground === undefined ? {} : { ground }), ...(pattern === null ? {} : { pattern }) };
}

function inLight(pen: Pen, size: number): void {
  falling(pen, size, LIGHT, size / 9);
}

function upright(pen: Pen, size: number): void {
  stroke(pen, DARK, size / 7, [[size / 2, -size], [size / 2, 2 * size]]);
}

function level(pen: Pen, size: number): void {
  stroke(pen, LIGHT, size / 9, [[-size, size / 2], [2 * size, size / 2]]);
}

/** Two short lines, as of something written. */
function letters(pen: Pen, size: number): void {
  stroke(pen, DARK, size / 7, [[size * 0.12, size * 0.3], [size * 0.88, size * 0.3]]);
  stroke(pen, DARK, size / 7, [[size * 0.12, size * 0.7], [size * 0.6, size * 0.7]]);
}
