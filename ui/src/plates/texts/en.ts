// SPDX-License-Identifier: Apache-2.0
// The words of the stewards' pages of plates in English. The other languages have the same members.
import type { CellClass } from "../reasons";

const LIGHTS: Record<string, string> = { day: "by day", dusk: "at dusk", lamps: "by lamps", infrared: "by infrared" };

const TITLES: Record<string, (id: number) => string> = {
  candidate: (id) => `Candidate ${id}`,
  commissioned: (id) => `Plate ${id}, shown now`,
  retired: (id) => `Plate ${id}, retired`,
};

const CLASS_WORDS: Record<CellClass, readonly [string, string]> = {
  admitted: ["visible", "would be seen as here"],
  held: ["held back", "may hold writing; nobody has seen it yet. Clear it to see it, then strike it if it is a name or a number plate"],
  motion: ["something moves", "something moves here, or stood here for a part of the time"],
  "no-majority": ["no lasting look", "it looked different too often: no look of it was there most of the time"],
  "not-recurring": ["not steady", "it was not seen in enough separate stretches of time"],
  "too-few": ["too few samples", "it was looked at too seldom so far"],
  veto: ["may be a person", "a detector found what may be a person; nobody can let it in"],
  masked: ["masked", "a static privacy mask lies here"],
  struck: ["struck", "a steward struck it out"],
  text: ["may be writing", "it was held back as writing, and its pixels are gone"],
};

const ACTS: Record<string, string> = { cleared: "cleared", struck: "struck", approved: "approved", retired: "retired" };

const cells = (count: number) => (count === 1 ? "1 cell" : `${count} cells`);
const percent = (count: number) => `${Math.round((100 * count) / 3600)}\u00a0%`;
const or = (table: Record<string, string>) => (word: string) => table[word] ?? word;

export const en = {
  plates: "Plates",
  light: or(LIGHTS),
  act: or(ACTS),
  cells,
  title: (state: string, id: number) => TITLES[state]?.(id) ?? `Plate ${id}, ${state}`,
  ofPlace: (camera: string, light: string) => `${camera}, ${LIGHTS[light] ?? light}`,

  lead: "A plate is the still picture of an empty place. Residents see nothing else of it, and they see it only once a steward has approved it.",
  none: "There is no plate and no candidate yet. The first candidate of a camera comes after half an hour with preset = \"private\", and after some days with preset = \"public\".",
  waiting: (count: number) => (count === 0 ? "No candidate waits for a decision." : count === 1 ? "One candidate waits for a decision." : `${count} candidates wait for a decision.`),
  noneOfCamera: "No plate yet: the whole view is unknown.",
  retiredOnes: (count: number) => (count === 1 ? "1 retired plate" : `${count} retired plates`),
  visible: (count: number) => `${percent(count)} visible`,
  heldBack: (count: number) => `${cells(count)} held back`,
  proposed: (when: string) => `proposed ${when}`,
  shownSince: (when: string) => `approved ${when}`,
  samples: (count: number) => `${count} samples`,
  size: (width: number, height: number) => `${width} \u00d7 ${height} pixels`,

  needs: (needed: number) => `${needed === 1 ? "One person" : "Two people"} must approve it.`,
  approvedBy: (names: string, missing: number) => `${names} has approved it, ${missing === 1 ? "one more person" : "two people"} must.`,
  youHave: "You have approved it. Another person must approve it too: ask them to open this page and to type their own name.",
  isShown: "Residents see this plate now.",
  isRetired: "It is out of use. History still shows what was seen of it.",
  isDropped: "It was never shown to residents, and it never will be.",
  compareWith: (id: number) => `It would replace plate ${id}.`,

  views: "Show",
  view: { reasons: "with reasons", seen: "as residents would see it", shown: "the plate that is shown now", differing: "what differs" },
  plain: { reasons: "with reasons", seen: "as residents see it" },
  differences: {
    newly: ["newly visible", "not seen now; would be seen"],
    gone: ["no more visible", "seen now; would be unknown"],
    differing: ["looks different", "seen now; would look different"],
    same: ["the same", "seen now; would look the same"],
  } as Record<string, readonly [string, string]>,
  noPicture: "Its picture is not to be had any more.",
  pictureFailed: (detail: string) => `The picture could not be read: ${detail}`,
  pictureLoading: "The picture is being loaded",
  classWord: (name: CellClass) => CLASS_WORDS[name][0],
  classMeans: (name: CellClass) => CLASS_WORDS[name][1],
  legend: "Cells",
  select: "Select",
  selectThese: (word: string) => `Select all cells: ${word}`,

  picture: "Cells of the picture",
  pictureHelp: "Arrows move from cell to cell. Space takes a cell in or out. Shift with arrows draws a rectangle, Space then takes it. Escape lets go. C changes between this plate and the one that is shown now.",
  pointerHelp: "Click or tap a cell, or drag a rectangle.",
  zoom: "Size",
  larger: "Larger",
  smaller: "Smaller",
  moves: "Dragging moves the picture",
  byWords: "Cells by number, as in 5-19,30-39",
  byWordsWrong: "Write rows, a comma and columns, as in 5-19,30-39. Rows are 0 to 44, columns 0 to 79.",
  take: "Select them",
  at: (row: number, column: number) => `Row ${row}, column ${column}`,
  isSelected: "selected",
  hasSelected: (all: number, visible: number, held: number) => `${cells(all)} selected: ${visible} visible, ${held} held back.`,
  noneSelected: "No cell is selected.",
  selectNone: "Select none",

  strike: (count: number) => `Strike ${cells(count)}`,
  clear: (count: number) => `Clear ${cells(count)}`,
  approve: "Approve",
  retire: "Retire",
  you: (name: string) => `You are ${name}. Change`,
  cancel: "Cancel",

  strikeTitle: (count: number, id: number) => `Strike ${cells(count)} from candidate ${id}?`,
  strikeMeans: "Their pixels are erased for ever and residents see them as unknown. Approvals that were given before count no more.",
  clearTitle: (count: number, id: number) => `Clear ${cells(count)} of candidate ${id}?`,
  clearMeans: "They come into the candidate and you see them. Strike them again if they are a name or a number plate. Approvals that were given before count no more.",
  approveTitle: (id: number, place: string) => `Approve candidate ${id} of ${place}?`,
  approveMeans: (count: number) => `Residents will see this picture from then on: ${cells(count)}, ${percent(count)} of the view.`,
  approveMissing: "After you one more person must approve it. Until then residents do not see it.",
  approveInstead: (id: number, newly: number, gone: number, otherwise: number) =>
    `It replaces plate ${id}: ${cells(newly)} newly visible, ${gone} no more visible, ${otherwise} look different.`,
  approveHeld: (count: number) => `${cells(count)} that may hold writing stay unknown, and their pixels are erased.`,
  approveNot: "Do not approve a view that is mainly of somebody\u2019s door, window or garden. Turn the camera away, or mask that part of its view.",
  approveLooked: "I have looked at every visible cell. There is nobody in it, no name and no number plate, and it is not mainly of somebody\u2019s door, window or garden.",
  approveGo: "Approve it",
  retireTitle: (id: number) => `Retire plate ${id}?`,
  retireMeansShown: "From then on the whole view is unknown in this light until another plate is approved, and what has changed in it is told to nobody. It cannot be taken back.",
  retireMeansCandidate: "This candidate is never shown, and no steward can approve it any more. It cannot be taken back.",
  retireGo: "Retire it",
  dropTitle: (id: number) => `Retire candidate ${id}?`,

  struck: (count: number) => `${cells(count)} were struck.`,
  cleared: (count: number) => `${cells(count)} are in the candidate now. Look at it again before you approve it.`,
  approved: "It is approved: residents see this plate from now on.",
  approvedMissing: "You have approved it. One more person must.",
  retired: "It is retired.",
  refused: (detail: string) => `${detail} Nothing was done. What is shown here now is how it is.`,
  changedMeanwhile: "Somebody has changed it meanwhile. Look at it again.",

  record: "Record",
  noRecord: "Nobody has decided anything about it yet.",
  acted: (act: string, by: string, count: number) => `${ACTS[act] ?? act} by ${by === "" ? "nobody named" : by}${count > 0 ? `, ${cells(count)}` : ""}`,
  noSuch: "There is no such plate.",
  noSuchWhy: "A candidate is erased when two newer ones came, or when a newer one was approved.",
  readFailed: (detail: string) => `This could not be read: ${detail} Trying again.`,
  all: "All plates",
};

export type PlateWords = typeof en;
