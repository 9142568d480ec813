// SPDX-License-Identifier: Apache-2.0
// Every word that people read, in one place. Another language is another `Catalogue` in `CATALOGUES`.
import { alarmWords } from "./alarms/text";
import type { Connection, Hazard, State } from "./alphabet";

const HAZARD_WORDS: Record<Hazard, string> = {
  flame: "flame",
  smoke: "smoke",
  water: "water",
  blocked: "blocked",
  lost: "camera lost",
  frozen: "camera frozen",
  covered: "camera covered",
  defocused: "out of focus",
  moved: "camera moved",
  dark: "too dark",
  dirty: "lens dirty",
  degraded: "picture degraded",
};

const STATE_MEANINGS: Record<State, string> = {
  unknown: "we cannot tell",
  clear: "as on the plate",
  changed: "not as on the plate",
  flame: "fire seen here",
  smoke: "smoke seen here",
  water: "water where it should be dry",
  blocked: "a way to be kept clear is blocked",
  lively: "always moving, not watched for change",
};

const CONNECTION_WORDS: Record<Connection, string> = {
  connecting: "connecting",
  streaming: "connected",
  stalled: "connected, but no new picture",
  waiting: "waiting to try again",
  ended: "the recording has ended",
};

const STATE_WORDS: Record<State, string> = {
  unknown: "unknown",
  clear: "clear",
  changed: "changed",
  flame: "flame",
  smoke: "smoke",
  water: "water",
  blocked: "blocked",
  lively: "lively",
};

const EXAMPLE = `# hearthwatch.toml
[[camera]]
id = "gate"
name = "Gate"
url = "rtsp://192.0.2.10:554/stream2"`;

const en = {
  product: "Hearthwatch",
  /** Whose way of writing days is used. */
  locale: "en-GB",
  hazard: (hazard: Hazard) => HAZARD_WORDS[hazard],
  state: (state: State) => STATE_WORDS[state],
  stateMeaning: (state: State) => STATE_MEANINGS[state],
  connection: (connection: Connection) => CONNECTION_WORDS[connection],
  hazardAt: (hazard: Hazard, camera: string) => `${camera}: ${HAZARD_WORDS[hazard]}`,
  hazardEnded: (hazard: Hazard, camera: string) => `${camera}: no more ${HAZARD_WORDS[hazard]}`,
  join: (words: readonly string[]) => words.join(", "),

  pages: "Pages",
  wall: "Wall",
  cameras: "Cameras",
  alarms: "Hazards now",
  moreAlarms: (count: number) => `and ${count} more`,
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
  age: (ms: number) => (ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : wholeAge(ms)),
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
  windowDropped: (count: number) => `${count} records were damaged and are left out.`,
  windowEmpty: "Nothing was recorded in this quarter of an hour.",
  changedShare: (percent: number) => `Something was changed during ${percent}\u00a0% of what was recorded.`,
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

  alarm: alarmWords,

  problem: {
    unreachable: "the service did not answer.",
    unreadable: "the answer could not be understood.",
    status: (status: number) => `the service answered ${status}.`,
  },
};

export type Catalogue = typeof en;

const CATALOGUES: Record<string, Catalogue> = { en };

/** The catalogue of the first language that we have, else English; with its tag. */
export function catalogueFor(languages: readonly string[]): { language: string; text: Catalogue } {
  for (const wanted of languages) {
    const language = wanted.split("-")[0]?.toLowerCase() ?? "";
    const text = CATALOGUES[language];
    if (text !== undefined) return { language, text };
  }
  return { language: "en", text: en };
}

/** What this page speaks. */
export const { language, text } = catalogueFor(navigator.languages);

function wholeAge(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}
