// SPDX-License-Identifier: Apache-2.0
// What each cell of a view is painted with, by name. In: a plate's file and which view. Out: names and paints.
import { differencePaints, reasonPaints, seenPaints, type Paints } from "./looks";
import type { CellClass } from "./reasons";
import type { Against } from "./wire";

export const VIEWS = ["reasons", "seen", "shown", "differing"] as const;
export type View = (typeof VIEWS)[number];

export const PAINTS: Readonly<Record<View, (size: number) => Paints>> = {
  reasons: reasonPaints,
  seen: seenPaints,
  shown: () => new Map(),
  differing: differencePaints,
};

export function namesOf(view: View, classes: readonly CellClass[], against: Against | null): readonly string[] {
  if (view === "reasons") return classes;
  const seen = classes.map((each) => (each === "admitted" ? "" : "unknown"));
  if (view !== "differing" || against === null) return view === "shown" ? classes.map(() => "") : seen;
  return seen.map((each, index) => differenceOf(each, index, against));
}

function differenceOf(seen: string, index: number, { newly, gone, differing }: Against): string {
  if (gone[index] === 1) return "gone";
  if (newly[index] === 1) return "newly";
  if (differing[index] === 1) return "differing";
  return seen === "" ? "same" : "unknown";
}
