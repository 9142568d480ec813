// SPDX-License-Identifier: Apache-2.0
// The words of the stewards' pages of plates in German.
import { grammarOf } from "../../texts/grammar";
import type { CellClass } from "../reasons";
import type { PlateWords } from "./en";

const grammar = grammarOf("de");

const LIGHTS: Record<string, string> = { day: "bei Tag", dusk: "in der Dämmerung", lamps: "bei Lampenlicht", infrared: "bei Infrarot" };

const TITLES: Record<string, (id: number) => string> = {
  candidate: (id) => `Vorschlag ${id}`,
  commissioned: (id) => `Standbild ${id}, wird jetzt gezeigt`,
  retired: (id) => `Standbild ${id}, zurückgezogen`,
};

const CLASS_WORDS: Record<CellClass, readonly [string, string]> = {
  admitted: ["sichtbar", "wäre so zu sehen wie hier"],
  held: ["zurückgehalten", "kann Schrift enthalten; niemand hat es bisher gesehen. Lassen Sie es zu, um es zu sehen, und streichen Sie es dann, wenn es ein Name oder ein Kennzeichen ist"],
  motion: ["etwas bewegt sich", "hier bewegt sich etwas, oder es stand einen Teil der Zeit hier"],
  "no-majority": ["kein bleibendes Aussehen", "es sah zu oft anders aus: Kein Aussehen war die meiste Zeit da"],
  "not-recurring": ["nicht beständig", "es wurde nicht in genügend getrennten Zeitabschnitten gesehen"],
  "too-few": ["zu wenige Proben", "es wurde bisher zu selten betrachtet"],
  veto: ["vielleicht ein Mensch", "ein Detektor fand, was ein Mensch sein kann; niemand kann es zulassen"],
  masked: ["maskiert", "hier liegt eine feste Maske zum Schutz der Privatsphäre"],
  struck: ["gestrichen", "jemand aus der Verwaltung hat es gestrichen"],
  text: ["vielleicht Schrift", "es wurde als Schrift zurückgehalten, und seine Pixel sind gelöscht"],
};

const ACTS: Record<string, string> = { cleared: "zugelassen", struck: "gestrichen", approved: "freigegeben", retired: "zurückgezogen" };

const cells = (count: number) => grammar.count(count, { one: "# Zelle", other: "# Zellen" });
const percent = (count: number) => grammar.percent(count / 3600);
const or = (table: Record<string, string>) => (word: string) => table[word] ?? word;

export const de: PlateWords = {
  plates: "Standbilder",
  light: or(LIGHTS),
  act: or(ACTS),
  cells,
  title: (state, id) => TITLES[state]?.(id) ?? `Standbild ${id}, ${state}`,
  ofPlace: (camera, light) => `${camera}, ${LIGHTS[light] ?? light}`,

  lead: "Ein Standbild ist das unbewegte Bild eines leeren Ortes. Etwas anderes sehen die Bewohner davon nicht, und auch das erst, wenn die Verwaltung es freigegeben hat.",
  none: "Es gibt noch kein Standbild und keinen Vorschlag. Der erste Vorschlag einer Kamera kommt mit preset = \"private\" nach einer halben Stunde, mit preset = \"public\" nach einigen Tagen.",
  waiting: (count) => (count === 0 ? "Kein Vorschlag wartet auf eine Entscheidung." : grammar.count(count, { one: "# Vorschlag wartet auf eine Entscheidung.", other: "# Vorschläge warten auf eine Entscheidung." })),
  noneOfCamera: "Noch kein Standbild: Der ganze Ausschnitt ist unbekannt.",
  retiredOnes: (count) => grammar.count(count, { one: "# zurückgezogenes Standbild", other: "# zurückgezogene Standbilder" }),
  visible: (count) => `${percent(count)} sichtbar`,
  heldBack: (count) => `${cells(count)} zurückgehalten`,
  proposed: (when) => `vorgeschlagen ${when}`,
  shownSince: (when) => `freigegeben ${when}`,
  samples: (count) => grammar.count(count, { one: "# Probe", other: "# Proben" }),
  size: (width, height) => `${width} \u00d7 ${height} Pixel`,

  needs: (needed) => grammar.count(needed, { one: "# Person muss ihn freigeben.", other: "# Personen müssen ihn freigeben." }),
  approvedBy: (names, missing) => `${names} hat ihn freigegeben, ${grammar.count(missing, { one: "noch # Person muss es tun.", other: "noch # Personen müssen es tun." })}`,
  youHave: "Sie haben ihn freigegeben. Noch jemand muss ihn freigeben: Bitten Sie diese Person, die Seite zu öffnen und den eigenen Namen einzugeben.",
  isShown: "Die Bewohner sehen dieses Standbild jetzt.",
  isRetired: "Es ist nicht mehr in Gebrauch. Der Verlauf zeigt weiterhin, was davon zu sehen war.",
  isDropped: "Es wurde den Bewohnern nie gezeigt und wird es nie.",
  compareWith: (id) => `Er würde das Standbild ${id} ersetzen.`,

  views: "Zeigen",
  view: { reasons: "mit Gründen", seen: "wie die Bewohner es sähen", shown: "das jetzt gezeigte Standbild", differing: "was anders ist" },
  plain: { reasons: "mit Gründen", seen: "wie die Bewohner es sehen" },
  differences: {
    newly: ["neu sichtbar", "jetzt nicht zu sehen; wäre zu sehen"],
    gone: ["nicht mehr sichtbar", "jetzt zu sehen; wäre unbekannt"],
    differing: ["sieht anders aus", "jetzt zu sehen; sähe anders aus"],
    same: ["gleich", "jetzt zu sehen; sähe gleich aus"],
  },
  noPicture: "Sein Bild ist nicht mehr zu haben.",
  pictureFailed: (detail) => `Das Bild konnte nicht gelesen werden: ${detail}`,
  pictureLoading: "Das Bild wird geladen",
  classWord: (name) => CLASS_WORDS[name][0],
  classMeans: (name) => CLASS_WORDS[name][1],
  legend: "Zellen",
  select: "Auswählen",
  selectThese: (word) => `Auswählen, alle Zellen: ${word}`,

  picture: "Zellen des Bildes",
  pictureHelp: "Pfeiltasten gehen von Zelle zu Zelle. Die Leertaste wählt eine Zelle aus oder ab. Umschalttaste und Pfeiltasten ziehen ein Rechteck auf, die Leertaste nimmt es dann. Esc lässt los. C wechselt zwischen diesem und dem jetzt gezeigten Standbild.",
  pointerHelp: "Klicken oder tippen Sie auf eine Zelle, oder ziehen Sie ein Rechteck auf.",
  zoom: "Größe",
  larger: "Größer",
  smaller: "Kleiner",
  moves: "Ziehen verschiebt das Bild",
  byWords: "Zellen nach Nummern, etwa 5-19,30-39",
  byWordsWrong: "Schreiben Sie Zeilen, ein Komma und Spalten, etwa 5-19,30-39. Zeilen gehen von 0 bis 44, Spalten von 0 bis 79.",
  take: "Diese auswählen",
  at: (row, column) => `Zeile ${row}, Spalte ${column}`,
  isSelected: "ausgewählt",
  hasSelected: (all, visible, held) => `${cells(all)} ausgewählt: ${visible} sichtbar, ${held} zurückgehalten.`,
  noneSelected: "Keine Zelle ist ausgewählt.",
  selectNone: "Keine auswählen",

  strike: (count) => `${cells(count)} streichen`,
  clear: (count) => `${cells(count)} zulassen`,
  approve: "Freigeben",
  retire: "Zurückziehen",
  you: (name) => `Sie sind ${name}. Ändern`,
  cancel: "Abbrechen",

  strikeTitle: (count, id) => `${cells(count)} aus dem Vorschlag ${id} streichen?`,
  strikeMeans: "Ihre Pixel werden für immer gelöscht, und die Bewohner sehen sie als unbekannt. Frühere Freigaben gelten nicht mehr.",
  clearTitle: (count, id) => `${cells(count)} des Vorschlags ${id} zulassen?`,
  clearMeans: "Sie kommen in den Vorschlag, und Sie sehen sie. Streichen Sie sie wieder, wenn sie ein Name oder ein Kennzeichen sind. Frühere Freigaben gelten nicht mehr.",
  approveTitle: (id, place) => `Vorschlag ${id} freigeben (${place})?`,
  approveMeans: (count) => `Die Bewohner sehen dieses Bild von da an: ${cells(count)}, ${percent(count)} des Ausschnitts.`,
  approveMissing: "Nach Ihnen muss noch eine Person ihn freigeben. Bis dahin sehen die Bewohner ihn nicht.",
  approveInstead: (id, newly, gone, otherwise) =>
    `Er ersetzt das Standbild ${id}: ${cells(newly)} neu sichtbar, ${gone} nicht mehr sichtbar, ${otherwise} mit anderem Aussehen.`,
  approveHeld: (count) => grammar.count(count, {
    one: "# Zelle, die Schrift enthalten kann, bleibt unbekannt, und ihre Pixel werden gelöscht.",
    other: "# Zellen, die Schrift enthalten können, bleiben unbekannt, und ihre Pixel werden gelöscht.",
  }),
  approveNot: "Geben Sie keinen Ausschnitt frei, der hauptsächlich jemandes Tür, Fenster oder Garten zeigt. Drehen Sie die Kamera weg, oder maskieren Sie diesen Teil.",
  approveLooked: "Ich habe jede sichtbare Zelle angesehen. Darin sind kein Mensch, kein Name und kein Kennzeichen, und es ist nicht hauptsächlich jemandes Tür, Fenster oder Garten.",
  approveGo: "Jetzt freigeben",
  retireTitle: (id) => `Standbild ${id} zurückziehen?`,
  retireMeansShown: "Von da an ist der ganze Ausschnitt bei diesem Licht unbekannt, bis ein anderes Standbild freigegeben ist, und niemand erfährt, was sich darin verändert hat. Das lässt sich nicht rückgängig machen.",
  retireMeansCandidate: "Dieser Vorschlag wird nie gezeigt, und niemand kann ihn mehr freigeben. Das lässt sich nicht rückgängig machen.",
  retireGo: "Jetzt zurückziehen",
  dropTitle: (id) => `Vorschlag ${id} zurückziehen?`,

  struck: (count) => grammar.count(count, { one: "# Zelle wurde gestrichen.", other: "# Zellen wurden gestrichen." }),
  cleared: (count) => `${grammar.count(count, { one: "# Zelle ist", other: "# Zellen sind" })} jetzt im Vorschlag. Sehen Sie ihn noch einmal an, bevor Sie ihn freigeben.`,
  approved: "Es ist freigegeben: Die Bewohner sehen dieses Standbild von jetzt an.",
  approvedMissing: "Sie haben ihn freigegeben. Noch eine Person muss es tun.",
  retired: "Es ist zurückgezogen.",
  refused: (detail) => `${detail} Nichts wurde getan. Was hier jetzt steht, ist der wahre Stand.`,
  changedMeanwhile: "Jemand hat ihn inzwischen geändert. Sehen Sie ihn noch einmal an.",

  record: "Was geschehen ist",
  noRecord: "Darüber hat noch niemand entschieden.",
  acted: (act, by, count) => `${ACTS[act] ?? act} von ${by === "" ? "jemandem ohne Namen" : by}${count > 0 ? `, ${cells(count)}` : ""}`,
  noSuch: "Dieses Standbild gibt es nicht.",
  noSuchWhy: "Ein Vorschlag wird gelöscht, wenn zwei neuere gekommen sind oder ein neuerer freigegeben wurde.",
  readFailed: (detail) => `Das konnte nicht gelesen werden: ${detail} Es wird weiter versucht.`,
  all: "Alle Standbilder",
};
