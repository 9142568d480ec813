// SPDX-License-Identifier: Apache-2.0
// The words of the page that draws zones in English. The other languages have the same members.

const KINDS: Record<string, readonly [string, string]> = {
  watch: ["names the place", "Flame and smoke in it are told by its name. Nothing is left out elsewhere."],
  ignore: ["nothing is told", "No flame, smoke or blockage is told there. The map still shows what has changed."],
  "keep-clear": ["to be kept clear", "What stands there for long is told."],
  staff: ["a water staff", "Four corners around the staff, two at its upper and two at its lower end. Its scale is written in the file."],
  dry: ["ground that is dry", "Water that comes there is told. Its marks are written in the file."],
  private: ["hidden", "Hidden before anything looks at it: every cell that it touches."],
};

export const en = {
  zones: "Zones",
  zonesOf: (camera: string) => `Zones of ${camera}`,
  lead: "Draw a zone on the plate of the empty place. It is checked as you draw, and written below as text for the configuration file. Nothing is changed here: the service reads its zones from that file when it starts.",
  kindWord: (kind: string) => (KINDS[kind] === undefined ? kind : `${kind}: ${KINDS[kind][0]}`),
  kindMeans: (kind: string) => KINDS[kind]?.[1] ?? "",
  noPlate: "There is no commissioned plate of this camera yet: there is nothing to draw on.",
  noPlateLink: "Plates",
  plate: "Plate",
  noSuchCamera: "There is no such camera.",
  loading: "Loading",
  readFailed: (detail: string) => `This could not be read: ${detail} Trying again.`,

  inUse: "Zones in use",
  noneInUse: "None yet.",
  version: (version: number, drawn: string | null) => `version ${version}, ${drawn === null ? "undated" : `drawn ${drawn}`}`,
  anew: "Draw anew",
  anewOf: (name: string) => `Draw anew: ${name}`,

  drawing: "What you draw",
  draft: (number: number, name: string) => `${number}. ${name === "" ? "without a name yet" : name}`,
  another: "Draw another zone",
  drop: "Leave it out",
  name: "Name, as incidents say it",
  kind: "Purpose",
  date: "Drawn on",
  after: "Blocked after so many minutes",
  corners: (count: number) => (count === 1 ? "1 corner" : `${count} corners`),
  lastAway: "Take the last corner away",
  noneLeft: "Begin its corners anew",

  picture: "The plate to draw on",
  help: "Click or tap to set a corner, drag a corner to move it. By keyboard: arrows move the cross, with Shift in small steps; Space sets a corner, Backspace takes the last one away.",
  cross: (x: string, y: string) => `Cross at ${x}, ${y}`,

  flaws: "Not right yet",
  checkFailed: (detail: string) => `It could not be checked: ${detail}`,
  toml: "For the configuration file",
  tomlHow: (camera: string) => `Copy it below [[camera]] of id = "${camera}" and start the service again.`,
  replaced: (names: string) => `Take the old section out of the file: ${names}.`,
  copy: "Copy the text",
  copied: "Copied.",
  notCopied: "The browser did not allow it: select the text and copy it.",
  warning: (words: string) => `Note: ${words}.`,
};

export type ZoneWords = typeof en;
