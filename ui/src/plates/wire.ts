// SPDX-License-Identifier: Apache-2.0
// What the service says of plates, read into typed values.
import { list, moment, number, orNull, shape, word, type Read } from "../alarms/shape";
import { bytesOf, CELLS, unpacked, type Cells } from "./cells";
import { isReason, type Reason } from "./reasons";

const readPlate = shape({
  id: number, camera: word, name: word, light: word, state: word, width: number, height: number, admitted: number,
  held: number, created: moment, approved: orNull(moment), needed: number, approved_by: list(word),
  picture: orNull(word),
});

export const readPlates = shape({ plates: list(readPlate) });

const readAgainst = shape({
  plate: number, newly_visible: number, no_more_visible: number, otherwise: number, the_same: number,
  newly: cells, gone: cells, differing: cells,
});

export const readPlateFile = shape({
  plate: readPlate, revision: word, samples: number, reasons: list(reason),
  cells: (value) => bytesOf(word(value), CELLS),
  held: list(shape({ top: number, left: number, bottom: number, right: number })), held_cells: cells,
  against: orNull(readAgainst),
  acts: list(shape({ at: moment, act: word, by: word, cells: number })),
});

export const readDone = shape({ cells: number, missing: number });

export type PlateLine = Read<typeof readPlate>;
export type PlateFile = Read<typeof readPlateFile>;
export type Against = Read<typeof readAgainst>;
export type Done = Read<typeof readDone>;

function cells(value: unknown): Cells {
  return unpacked(word(value));
}

function reason(value: unknown): Reason {
  const name = word(value);
  if (!isReason(name)) throw new SyntaxError("not what was agreed");
  return name;
}

export const isCandidate = (plate: PlateLine): boolean => plate.state === "candidate";

