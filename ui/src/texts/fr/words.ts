// SPDX-License-Identifier: Apache-2.0
// What codes are called in French.
import type { Connection, Hazard, State } from "../../alphabet";

export const HAZARDS: Record<Hazard, string> = {
  flame: "flammes",
  smoke: "fumée",
  water: "eau",
  blocked: "passage bloqué",
  lost: "caméra sans image",
  frozen: "image figée",
  covered: "caméra couverte",
  defocused: "image floue",
  moved: "caméra déplacée",
  dark: "trop peu de lumière",
  dirty: "objectif sale",
  degraded: "image médiocre",
};

export const STATES: Record<State, string> = {
  unknown: "inconnu",
  clear: "inchangé",
  changed: "changé",
  flame: "flammes",
  smoke: "fumée",
  water: "eau",
  blocked: "bloqué",
  lively: "toujours agité",
};

export const STATE_MEANINGS: Record<State, string> = {
  unknown: "nous ne pouvons pas le dire",
  clear: "comme sur l'image fixe",
  changed: "autrement que sur l'image fixe",
  flame: "du feu se voit ici",
  smoke: "de la fumée se voit ici",
  water: "de l'eau là où il devrait faire sec",
  blocked: "un passage à laisser libre est bloqué",
  lively: "bouge toujours, les changements n'y sont pas surveillés",
};

export const CONNECTIONS: Record<Connection, string> = {
  connecting: "connexion en cours",
  streaming: "connectée",
  stalled: "connectée, mais sans nouvelle image",
  waiting: "en attente du prochain essai",
  ended: "l'enregistrement est terminé",
};

export const INCIDENTS: Record<string, string> = {
  suspected: "soupçonné, personne n'est encore prévenu",
  confirmed: "confirmé, en cours d'annonce",
  notified: "annoncé, encore sans réponse",
  acknowledged: "quelqu'un s'en occupe",
  resolved: "terminé",
  "false-alarm": "terminé\u00a0: ce n'était pas un danger",
};

export const RECORDED: Record<string, string> = {
  suspected: "soupçonné",
  confirmed: "confirmé",
  notified: "annoncé",
  acknowledged: "pris en charge",
  resolved: "terminé",
  "false-alarm": "fausse alerte",
};

export const DELIVERIES: Record<string, string> = {
  queued: "attend d'être envoyé",
  sent: "envoyé, non confirmé",
  accepted: "accepté",
  heard: "entendu ou vu",
  failed: "pas arrivé",
};

export const CHANNELS: Record<string, string> = { working: "fonctionne", failing: "en panne", untried: "jamais essayé" };

export const CAUSES: Record<string, string> = {
  first: "première annonce",
  again: "annoncé de nouveau",
  escalated: "s'est aggravé",
  ended: "la fin",
  digest: "résumé",
  words: "annonce",
  test: "essai",
  heartbeat: "signe de vie quotidien",
};

export const SEVERITIES: Record<string, string> = { notice: "avis", warning: "avertissement", danger: "danger" };
