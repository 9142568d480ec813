// SPDX-License-Identifier: Apache-2.0
// What codes are called in German.
import type { Connection, Hazard, State } from "../../alphabet";

export const HAZARDS: Record<Hazard, string> = {
  flame: "Flammen",
  smoke: "Rauch",
  water: "Wasser",
  blocked: "versperrter Weg",
  lost: "kein Bild der Kamera",
  frozen: "eingefrorenes Bild",
  covered: "verdeckte Kamera",
  defocused: "unscharfes Bild",
  moved: "verschobene Kamera",
  dark: "zu wenig Licht",
  dirty: "schmutzige Linse",
  degraded: "schlechtes Bild",
};

export const STATES: Record<State, string> = {
  unknown: "unbekannt",
  clear: "unverändert",
  changed: "verändert",
  flame: "Flammen",
  smoke: "Rauch",
  water: "Wasser",
  blocked: "versperrt",
  lively: "stets bewegt",
};

export const STATE_MEANINGS: Record<State, string> = {
  unknown: "wir können es nicht sagen",
  clear: "wie auf dem Standbild",
  changed: "nicht wie auf dem Standbild",
  flame: "hier ist Feuer zu sehen",
  smoke: "hier ist Rauch zu sehen",
  water: "Wasser, wo es trocken sein soll",
  blocked: "ein Weg, der frei bleiben soll, ist versperrt",
  lively: "bewegt sich immer, auf Veränderung wird nicht geachtet",
};

export const CONNECTIONS: Record<Connection, string> = {
  connecting: "verbindet sich",
  streaming: "verbunden",
  stalled: "verbunden, aber kein neues Bild",
  waiting: "wartet vor dem nächsten Versuch",
  ended: "die Aufnahme ist zu Ende",
};

export const INCIDENTS: Record<string, string> = {
  suspected: "vermutet, noch niemand ist benachrichtigt",
  confirmed: "bestätigt, wird gemeldet",
  notified: "gemeldet, noch ohne Antwort",
  acknowledged: "jemand kümmert sich",
  resolved: "vorbei",
  "false-alarm": "vorbei: es war keine Gefahr",
};

export const RECORDED: Record<string, string> = {
  suspected: "vermutet",
  confirmed: "bestätigt",
  notified: "gemeldet",
  acknowledged: "übernommen",
  resolved: "beendet",
  "false-alarm": "Fehlalarm",
};

export const DELIVERIES: Record<string, string> = {
  queued: "wartet auf den Versand",
  sent: "gesendet, nicht bestätigt",
  accepted: "angenommen",
  heard: "gehört oder gesehen",
  failed: "nicht angekommen",
};

export const CHANNELS: Record<string, string> = { working: "funktioniert", failing: "gestört", untried: "nie versucht" };

export const CAUSES: Record<string, string> = {
  first: "erste Meldung",
  again: "noch einmal gemeldet",
  escalated: "schlimmer geworden",
  ended: "das Ende",
  digest: "Sammelmeldung",
  words: "Durchsage",
  test: "Probe",
  heartbeat: "tägliches Lebenszeichen",
};

export const SEVERITIES: Record<string, string> = { notice: "Hinweis", warning: "Warnung", danger: "Gefahr" };
