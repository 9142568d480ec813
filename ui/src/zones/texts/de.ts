// SPDX-License-Identifier: Apache-2.0
// The words of the page that draws zones in German.
import { grammarOf } from "../../texts/grammar";
import type { ZoneWords } from "./en";

const grammar = grammarOf("de");

const KINDS: Record<string, readonly [string, string]> = {
  watch: ["benennt den Ort", "Flammen und Rauch darin werden mit ihrem Namen gemeldet. Anderswo wird nichts weggelassen."],
  ignore: ["nichts wird gemeldet", "Dort werden keine Flammen, kein Rauch und kein versperrter Weg gemeldet. Die Karte zeigt weiterhin, was verändert ist."],
  "keep-clear": ["muss frei bleiben", "Was lange dort steht, wird gemeldet."],
  staff: ["eine Pegellatte", "Vier Ecken um die Latte, zwei an ihrem oberen und zwei an ihrem unteren Ende. Ihre Skala steht in der Datei."],
  dry: ["trockener Boden", "Wasser, das dorthin kommt, wird gemeldet. Seine Marken stehen in der Datei."],
  private: ["verborgen", "Verborgen, bevor irgendetwas sie betrachtet: jede Zelle, die sie berührt."],
};

export const de: ZoneWords = {
  zones: "Zonen",
  zonesOf: (camera) => `Zonen: ${camera}`,
  lead: "Zeichnen Sie eine Zone auf das Standbild des leeren Ortes. Sie wird beim Zeichnen geprüft und unten als Text für die Konfigurationsdatei geschrieben. Hier wird nichts geändert: Der Dienst liest seine Zonen aus dieser Datei, wenn er startet.",
  kindWord: (kind) => (KINDS[kind] === undefined ? kind : `${kind}: ${KINDS[kind][0]}`),
  kindMeans: (kind) => KINDS[kind]?.[1] ?? "",
  noPlate: "Von dieser Kamera ist noch kein Standbild freigegeben: Es gibt nichts, worauf man zeichnen könnte.",
  noPlateLink: "Standbilder",
  plate: "Standbild",
  noSuchCamera: "Diese Kamera gibt es nicht.",
  loading: "Wird geladen",
  readFailed: (detail) => `Das konnte nicht gelesen werden: ${detail} Es wird weiter versucht.`,

  inUse: "Zonen in Gebrauch",
  noneInUse: "Noch keine.",
  version: (version, drawn) => `Fassung ${version}, ${drawn === null ? "ohne Datum" : `gezeichnet ${drawn}`}`,
  anew: "Neu zeichnen",
  anewOf: (name) => `Neu zeichnen: ${name}`,

  drawing: "Was Sie zeichnen",
  draft: (number, name) => `${number}. ${name === "" ? "noch ohne Namen" : name}`,
  another: "Noch eine Zone zeichnen",
  drop: "Weglassen",
  name: "Name, wie Vorfälle ihn nennen",
  kind: "Zweck",
  date: "Gezeichnet am",
  after: "Versperrt nach so vielen Minuten",
  corners: (count) => grammar.count(count, { one: "# Ecke", other: "# Ecken" }),
  lastAway: "Die letzte Ecke wegnehmen",
  noneLeft: "Ihre Ecken neu beginnen",

  picture: "Das Standbild, auf das gezeichnet wird",
  help: "Klicken oder tippen Sie, um eine Ecke zu setzen; ziehen Sie eine Ecke, um sie zu verschieben. Mit der Tastatur: Pfeiltasten bewegen das Kreuz, mit der Umschalttaste in kleinen Schritten; die Leertaste setzt eine Ecke, die Rücktaste nimmt die letzte weg.",
  cross: (x, y) => `Kreuz bei ${x}, ${y}`,

  flaws: "Noch nicht richtig",
  checkFailed: (detail) => `Es konnte nicht geprüft werden: ${detail}`,
  toml: "Für die Konfigurationsdatei",
  tomlHow: (camera) => `Kopieren Sie ihn unter [[camera]] mit id = "${camera}", und starten Sie den Dienst neu.`,
  replaced: (names) => `Nehmen Sie den alten Abschnitt aus der Datei: ${names}.`,
  copy: "Den Text kopieren",
  copied: "Kopiert.",
  notCopied: "Der Browser hat es nicht erlaubt: Wählen Sie den Text aus und kopieren Sie ihn.",
  warning: (words) => `Hinweis: ${words}.`,
};
