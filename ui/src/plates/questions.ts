// SPDX-License-Identifier: Apache-2.0
// What is asked before each act. In: the plate and what is selected. Out: the question in words.
import { both, countOf, type Cells } from "./cells";
import type { Question } from "./Confirm";
import { cellsIn, type CellClass } from "./reasons";
import { plateWords as words } from "./text";
import { isCandidate, type PlateFile } from "./wire";

export type ActName = "strike" | "clear" | "approve" | "retire";

/** Of what is selected, the cells that an act would take: to strike, what is visible or held back. */
export function taken(cells: Cells, classes: readonly CellClass[]): { readonly visible: number; readonly held: number } {
  return {
    visible: countOf(both(cells, cellsIn(classes, "admitted"))),
    held: countOf(both(cells, cellsIn(classes, "held"))),
  };
}

export function questionOf(act: ActName, file: PlateFile, cells: Cells, classes: readonly CellClass[]): Question {
  const { visible, held } = taken(cells, classes);
  const { id } = file.plate;
  switch (act) {
    case "strike":
      return { title: words.strikeTitle(visible + held, id), means: [words.strikeMeans], go: words.strike(visible + held) };
    case "clear":
      return { title: words.clearTitle(held, id), means: [words.clearMeans], go: words.clear(held) };
    case "approve":
      return approving(file);
    case "retire":
      return isCandidate(file.plate)
        ? { title: words.dropTitle(id), means: [words.retireMeansCandidate], go: words.retireGo }
        : { title: words.retireTitle(id), means: [words.retireMeansShown], go: words.retireGo };
  }
}

function approving({ plate, against }: PlateFile): Question {
  const means = [words.approveMeans(plate.admitted)];
  if (plate.needed - plate.approved_by.length > 1) means.push(words.approveMissing);
  if (against !== null) {
    means.push(words.approveInstead(against.plate, against.newly_visible, against.no_more_visible, against.otherwise));
  }
  if (plate.held > 0) means.push(words.approveHeld(plate.held));
  return {
    title: words.approveTitle(plate.id, words.ofPlace(plate.name, plate.light)),
    means, not: words.approveNot, looked: words.approveLooked, go: words.approveGo,
  };
}

/** What is said when an act was done. */
export function doneWords(act: ActName, done: { readonly cells: number; readonly missing: number }): string {
  switch (act) {
    case "strike":
      return words.struck(done.cells);
    case "clear":
      return words.cleared(done.cells);
    case "approve":
      return done.missing > 0 ? words.approvedMissing : words.approved;
    case "retire":
      return words.retired;
  }
}

/** Whether somebody of this name has approved a candidate; the service decides, this only says so before. */
export function hasApproved({ plate }: PlateFile, name: string): boolean {
  const folded = (each: string) => each.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
  return isCandidate(plate) && plate.approved_by.some((each) => folded(each) === folded(name));
}
