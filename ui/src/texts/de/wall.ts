// SPDX-License-Identifier: Apache-2.0
// The wall, the history, and what stands above every page, in German.
import { en, type WallWords } from "../en";
import { grammarOf, type Units } from "../grammar";
import { CONNECTIONS, HAZARDS, STATE_MEANINGS, STATES } from "./words";

const LOCALE = "de";
const grammar = grammarOf(LOCALE);

const UNITS: Units = { seconds: "# s", minutes: "# min", hours: "# h", days: { one: "# Tag", other: "# Tage" } };

export const wall: WallWords = {
  product: en.product,
  locale: LOCALE,
  chooseLanguage: "Sprache der Seiten",

  comma: ", ",
  colon: ": ",
  space: " ",
  stop: ".",
  aside: (words) => ` (${words})`,
  join: (words) => words.join(", "),
  list: (words) => grammar.list(words),

  hazard: (hazard) => HAZARDS[hazard],
  state: (state) => STATES[state],
  stateMeaning: (state) => STATE_MEANINGS[state],
  connection: (connection) => CONNECTIONS[connection],
  hazardAt: (hazard, camera) => `${camera}: ${HAZARDS[hazard]}`,
  hazardEnded: (hazard, camera) => `${camera}: vorbei: ${HAZARDS[hazard]}`,

  pages: "Seiten",
  wall: "Wand",
  cameras: "Kameras",
  alarms: "Gefahren jetzt",
  moreAlarms: (count) => grammar.count(count, { other: "und # weitere" }),
  page: (page, pages) => `Seite ${page} von ${pages}`,
  previousPage: "Vorige Seite",
  nextPage: "Nächste Seite",
  fullScreen: "Vollbild",
  leaveFullScreen: "Vollbild verlassen",
  keys: "Tasten",
  loading: "Wird geladen",

  live: "live",
  watching: "wacht",
  degraded: "getrübt",
  blind: "blind",
  watchMeans: "wie gut die Kamera ihren Ort jetzt bewacht",
  noPicture: "noch kein Bild",
  noPictureSince: (time) => `kein Bild seit ${time}`,
  noWord: "der Dienst meldet sich nicht",
  allUnknown: "unbekannt",
  noPlate: "Noch kein Standbild: Es wird nichts gezeigt, bis eines freigegeben ist.",
  noPlateShort: "noch kein Standbild",
  plateLoading: "das Standbild wird geladen",
  plateFailed: "das Standbild konnte nicht geladen werden",
  age: (ms) => grammar.age(ms, UNITS),
  ageMeans: "Alter des neuesten Bildes",

  linkLost: (time) => `Keine Verbindung zum Dienst seit ${time}. Es wird weiter versucht.`,
  rosterFailed: (detail) => `Die Liste der Kameras konnte nicht gelesen werden: ${detail} Es wird weiter versucht.`,

  legend: "Was gemalt ist",

  emptyTitle: "Noch keine Kamera",
  emptyLead: "Hearthwatch läuft. Eine Kamera erscheint hier, sobald sie in der Konfiguration steht.",
  emptySteps: ["Schreiben Sie dies in hearthwatch.toml, mit der Adresse Ihrer Kamera:", "Starten Sie neu mit:"],
  emptyExample: en.emptyExample,
  emptyCommand: en.emptyCommand,
  emptyAfter:
    'Was die Kamera sieht, wird nie gezeigt. Nach einigen Tagen (einer halben Stunde mit preset = "private") wird ein Standbild des leeren Ortes vorgeschlagen; sobald Sie es freigegeben haben, zeigt die Wand dieses Bild und, darüber gemalt, wo etwas anders ist.',
  emptyTry: "Um sich ohne Kamera umzusehen:",
  emptyDemo: en.emptyDemo,

  history: "Verlauf",
  backToWall: "Zurück zur Wand",
  noHistory: "Von dieser Kamera ist noch nichts aufgezeichnet.",
  noRecord: "von diesem Zeitpunkt ist nichts aufgezeichnet",
  noPictureThen: "kein Bild",
  shownThen: "wie es damals gezeigt wurde",
  noSuchCamera: "Diese Kamera gibt es nicht.",
  account: "Ihr Konto",
  plates: "Standbilder",
  noRight: "Ihr Konto hat kein Recht auf diese Seite.",
  noSuchPage: "Diese Seite gibt es nicht.",
  position: "Zeitpunkt",
  positionInWindow: "Zeitpunkt in der geladenen Viertelstunde",
  play: "Abspielen",
  pause: "Anhalten",
  speed: "Tempo",
  times: (speed) => `${speed}\u00d7`,
  earlier: "5 s zurück",
  later: "5 s weiter",
  windowTitle: "Diese Viertelstunde",
  windowLoading: "Diese Viertelstunde wird geladen",
  windowFailed: (detail) => `Diese Viertelstunde konnte nicht gelesen werden: ${detail}`,
  windowDropped: (count) =>
    grammar.count(count, { one: "# Eintrag war beschädigt und fehlt.", other: "# Einträge waren beschädigt und fehlen." }),
  windowEmpty: "In dieser Viertelstunde ist nichts aufgezeichnet.",
  changedShare: (share) => `Während ${grammar.percent(share)} der Aufzeichnung war etwas verändert.`,
  noEvents: "Keine Gefahr und kein Bildausfall.",
  began: (what) => `${what}: Beginn`,
  ended: (what) => `${what}: Ende`,
  pictureLost: "Bild verloren",
  pictureBack: "Bild wieder da",
  retry: "Noch einmal versuchen",

  keysTitle: "Tasten",
  close: "Schließen",
  everywhere: "Überall",
  characterKeys: "Die Tasten F und ? benutzen",
  keysOfWall: [
    ["Pfeiltasten", "von Kachel zu Kachel"],
    ["Eingabetaste", "der Verlauf dieser Kamera"],
    ["Bild auf, Bild ab", "blättern"],
  ],
  keysOfHistory: [
    ["Links, Rechts", "5 Sekunden zurück oder weiter; mit Umschalttaste eine Minute"],
    ["Bild auf, Bild ab", "eine Viertelstunde zurück oder weiter"],
    ["Leertaste", "abspielen oder anhalten"],
    ["Esc", "zurück zur Wand"],
  ],
  keysOfAll: [
    ["Tab", "zum nächsten Bedienelement"],
    ["F", "Vollbild ein oder aus"],
    ["?", "diese Tasten"],
  ],

  problem: {
    unreachable: "Der Dienst hat nicht geantwortet.",
    unreadable: "Die Antwort war nicht zu verstehen.",
    status: (status) => `Der Dienst hat mit ${status} geantwortet.`,
  },
};
