// SPDX-License-Identifier: Apache-2.0
// Why a cell would be visible or not: the service's names, and the classes that a steward is shown.
import { noCells, type Cells } from "./cells";

const REASONS = [
  "admitted", "too-few", "no-majority", "not-recurring", "motion", "veto", "text", "masked", "struck",
] as const;
export type Reason = (typeof REASONS)[number];

/** What may be writing is held back and can be cleared, or, where its pixels are gone, cannot. */
export const CLASSES = [
  "admitted", "held", "motion", "no-majority", "not-recurring", "too-few", "veto", "masked", "struck", "text",
] as const;
export type CellClass = (typeof CLASSES)[number];

export function isReason(word: string): word is Reason {
  return (REASONS as readonly string[]).includes(word);
}

/** The class of each cell, row by row. `codes`: indices into `reasons`. */
export function classesOf(reasons: readonly Reason[], codes: Uint8Array, held: Cells): CellClass[] {
  return Array.from(codes, (code, index) => {
    const reason = reasons[code] ?? "text";
    return reason === "text" && held[index] === 1 ? "held" : reason;
  });
}

export function cellsIn(classes: readonly CellClass[], wanted: CellClass): Cells {
  return noCells().map((_, index) => (classes[index] === wanted ? 1 : 0));
}

/** How many cells each class has, in the order of `CLASSES`; those that have none are left out. */
export function countsOf(classes: readonly CellClass[]): readonly (readonly [CellClass, number])[] {
  const counts = new Map<CellClass, number>();
  for (const each of classes) counts.set(each, (counts.get(each) ?? 0) + 1);
  return CLASSES.flatMap((each) => (counts.has(each) ? [[each, counts.get(each) ?? 0] as const] : []));
}
