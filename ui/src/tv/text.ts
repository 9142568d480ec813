// SPDX-License-Identifier: Apache-2.0
// The words of the television page. Those of tiles and alarms are the wall's.

export const tvText = {
  title: "Television",
  exercise: "Exercise",
  exerciseMeans: "There is no danger.",
  answered: (what: string) => `${what}, answered`,
  takeOver: "Alarm",
  others: (count: number) => `and ${count} more`,
  page: (page: number, pages: number) => `${page} / ${pages}`,
  pageLong: (page: number, pages: number) => `Page ${page} of ${pages}`,
  controls: "Controls",
  tiles: (count: number) => (count === 1 ? "1 place" : `${count} places`),
  hold: "Hold",
  holdMeans: "Pages stay until this is pressed again",
  sound: "Sound",
  soundBlocked: "No sound until a key is pressed",
  enlarge: (name: string) => `Show ${name} alone`,
  shrink: (name: string) => `${name} alone: back to the page`,
};
