// SPDX-License-Identifier: Apache-2.0
// Zones as they are drawn so far, and how pointer and keys change them. Nothing here changes what it is given.

/** In parts of the picture, x to the right, y downwards, each 0..1. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Draft {
  readonly name: string;
  readonly kind: string;
  readonly corners: readonly Point[];
  readonly minutes: number;
  /** A day as "2026-05-01", or "". */
  readonly drawn: string;
}

export const blank = (today: string): Draft => ({ name: "", kind: "keep-clear", corners: [], minutes: 2, drawn: today });

/** Whether nobody has begun on it. */
export const isBlank = ({ name, corners }: Draft): boolean => name.trim() === "" && corners.length === 0;

/** Corners need no more than a pixel of a picture a thousand wide. */
export const rounded = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000;
export const pointAt = (x: number, y: number): Point => ({ x: rounded(x), y: rounded(y) });

export const withCorner = (draft: Draft, point: Point): Draft => ({ ...draft, corners: [...draft.corners, point] });
export const withoutLast = (draft: Draft): Draft => ({ ...draft, corners: draft.corners.slice(0, -1) });

export function withMoved(draft: Draft, index: number, point: Point): Draft {
  return { ...draft, corners: draft.corners.map((each, at) => (at === index ? point : each)) };
}

/** The corner that is nearest to a point, within a reach in parts of the picture's width; -1 for none. */
export function cornerNear(draft: Draft, { x, y }: Point, reach: number, aspect: number): number {
  const distances = draft.corners.map((corner) => Math.hypot(corner.x - x, (corner.y - y) / aspect));
  const least = Math.min(...distances);
  return least <= reach ? distances.indexOf(least) : -1;
}

const STEPS: Record<string, readonly [number, number]> = {
  ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0],
};
const [COARSE, FINE] = [0.02, 0.0025];

/** Where a key moves the cross; null where it does not. */
export function crossMoved({ x, y }: Point, key: string, isFine: boolean, aspect: number): Point | null {
  const step = STEPS[key];
  if (step === undefined) return null;
  const far = isFine ? FINE : COARSE;
  return pointAt(x + step[0] * far, y + step[1] * far * aspect);
}

/** A draft as the service checks it. */
export function asked(draft: Draft) {
  return {
    name: draft.name.trim(),
    kind: draft.kind,
    corners: draft.corners.map(({ x, y }) => [x, y]),
    after_s: draft.minutes * 60,
    drawn: draft.drawn === "" ? null : draft.drawn,
  };
}

/** This day in the reader's own time zone. */
export function dayOf(date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
