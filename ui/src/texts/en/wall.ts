// SPDX-License-Identifier: Apache-2.0
// The wall, the history, and what stands above every page, in English.
import type { Connection, Hazard, State } from "../../alphabet";
import { grammarOf, type Units } from "../grammar";
import { CONNECTIONS, HAZARDS, STATE_MEANINGS, STATES } from "./words";

/** Whose way of writing days and figures is used. */
const LOCALE = "en-GB";
const grammar = grammarOf(LOCALE);

const UNITS: Units = { seconds: "# s", minutes: "# min", hours: "# h", days: { one: "# day", other: "# days" } };

const EXAMPLE = `# hearthwatch.toml
[[camera]]
id = "gate"
name = "Gate"
url = "rtsp://192.0.2.10:554/stream2"`;

export const wall = {
  product: "Hearthwatch",
  locale: LOCALE,
  chooseLanguage: "Language of the pages",

  /** Between words that stand side by side, before what follows a name, and between sentences. */
  comma: ", ",
  colon: ": ",
  space: " ",
  stop: ".",
  aside: (words: string) => ` (${words})`,
  join: (words: readonly string[]) => words.join(", "),
  list: (words: readonly string[]) => grammar.list(words),

  hazard: (hazard: Hazard) => HAZARDS[hazard],
  state: (state: State) => STATES[state],
  stateMeaning: (state: State) => STATE_MEANINGS[state],
  connection: (connection: Connection) => CONNECTIONS[connection],
  hazardAt: (hazard: Hazard, camera: string) => `${camera}: ${HAZARDS[hazard]}`,
  hazardEnded: (hazard: Hazard, camera: string) => `${camera}: no more ${HAZARDS[hazard]}`,

  pages: "Pages",
  wall: "Wall",
  cameras: "Cameras",
  alarms: "Hazards now",
  moreAlarms: (count: number) => grammar.count(count, { other: "and # more" }),
  page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  previousPage: "Previous page",
  nextPage: "Next page",
  fullScreen: "Full screen",
  leaveFullScreen: "Leave full screen",
  keys: "Keys",
  loading: "Loading",

  live: "live",
  watching: "watching",
  degraded: "degraded",
  blind: "blind",
  watchMeans: "how well the camera guards its place now",
  noPicture: "no picture yet",
  noPictureSince: (time: string) => `no picture since ${time}`,
  noWord: "no word from the service",
  allUnknown: "unknown",
  noPlate: "No plate yet: nothing is shown until a plate is commissioned.",
  noPlateShort: "no plate yet",
  plateLoading: "the plate is being loaded",
  plateFailed: "the plate could not be loaded",
  age: (ms: number) => grammar.age(ms, UNITS),
  ageMeans: "age of the newest frame",

  linkLost: (time: string) => `Connection to the service lost since ${time}. Trying again.`,
  rosterFailed: (detail: string) => `The list of cameras could not be read: ${detail} Trying again.`,

  legend: "What is painted",

  emptyTitle: "No camera yet",
  emptyLead: "Hearthwatch is running. It shows a camera here as soon as one is in its configuration.",
  emptySteps: ["Write this into hearthwatch.toml, with your camera's address:", "Start again with:"],
  emptyExample: EXAMPLE,
  emptyCommand: "hearthwatch serve -c hearthwatch.toml",
  emptyAfter:
    'What the camera sees is never shown. After some days (half an hour with preset = "private") a still picture of the empty place is proposed; once you have approved it, the wall shows that picture and, painted over it, where something is different.',
  emptyTry: "To look around without a camera:",
  emptyDemo: "hearthwatch demo",

  history: "History",
  backToWall: "Back to the wall",
  noHistory: "Nothing has been recorded of this camera yet.",
  noRecord: "no record of this moment",
  noPictureThen: "no picture",
  shownThen: "as it was shown then",
  noSuchCamera: "There is no such camera.",
  account: "Your account",
  plates: "Plates",
  noRight: "Your account has no right to this page.",
  noSuchPage: "There is no such page.",
  position: "Moment",
  positionInWindow: "Moment within the loaded quarter of an hour",
  play: "Play",
  pause: "Pause",
  speed: "Speed",
  times: (speed: number) => `${speed}\u00d7`,
  earlier: "5 s back",
  later: "5 s on",
  windowTitle: "This quarter of an hour",
  windowLoading: "Loading this quarter of an hour",
  windowFailed: (detail: string) => `This quarter of an hour could not be read: ${detail}`,
  windowDropped: (count: number) =>
    grammar.count(count, { one: "# record was damaged and is left out.", other: "# records were damaged and are left out." }),
  windowEmpty: "Nothing was recorded in this quarter of an hour.",
  changedShare: (share: number) => `Something was changed during ${grammar.percent(share)} of what was recorded.`,
  noEvents: "No hazard and no loss of picture.",
  began: (what: string) => `${what}: began`,
  ended: (what: string) => `${what}: ended`,
  pictureLost: "picture lost",
  pictureBack: "picture back",
  retry: "Try again",

  keysTitle: "Keys",
  close: "Close",
  everywhere: "Everywhere",
  characterKeys: "Use the keys F and ?",
  keysOfWall: [
    ["Arrows", "from tile to tile"],
    ["Enter", "the history of that camera"],
    ["Page Up, Page Down", "turn pages"],
  ],
  keysOfHistory: [
    ["Left, Right", "5 seconds back or on; with Shift a minute"],
    ["Page Up, Page Down", "a quarter of an hour back or on"],
    ["Space", "play or pause"],
    ["Esc", "back to the wall"],
  ],
  keysOfAll: [
    ["Tab", "to the next control"],
    ["F", "full screen on or off"],
    ["?", "these keys"],
  ],

  problem: {
    unreachable: "the service did not answer.",
    unreadable: "the answer could not be understood.",
    status: (status: number) => `the service answered ${status}.`,
  },
};
