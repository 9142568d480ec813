// SPDX-License-Identifier: Apache-2.0
// The wall, the history, and what stands above every page, in French. Before ":" and "?" stands a space that does not break.
import { en, type WallWords } from "../en";
import { grammarOf, type Units } from "../grammar";
import { CONNECTIONS, HAZARDS, STATE_MEANINGS, STATES } from "./words";

const LOCALE = "fr";
const grammar = grammarOf(LOCALE);

const UNITS: Units = { seconds: "# s", minutes: "# min", hours: "# h", days: { one: "# jour", other: "# jours" } };

export const wall: WallWords = {
  product: en.product,
  locale: LOCALE,
  chooseLanguage: "Langue des pages",

  comma: ", ",
  colon: "\u00a0: ",
  space: " ",
  stop: ".",
  aside: (words) => ` (${words})`,
  join: (words) => words.join(", "),
  list: (words) => grammar.list(words),

  hazard: (hazard) => HAZARDS[hazard],
  state: (state) => STATES[state],
  stateMeaning: (state) => STATE_MEANINGS[state],
  connection: (connection) => CONNECTIONS[connection],
  hazardAt: (hazard, camera) => `${camera}\u00a0: ${HAZARDS[hazard]}`,
  hazardEnded: (hazard, camera) => `${camera}\u00a0: terminé\u00a0: ${HAZARDS[hazard]}`,

  pages: "Liste des pages",
  wall: "Mur",
  cameras: "Caméras",
  alarms: "Dangers en ce moment",
  moreAlarms: (count) => grammar.count(count, { one: "et # autre", other: "et # autres" }),
  page: (page, pages) => `Page ${page} sur ${pages}`,
  previousPage: "Page précédente",
  nextPage: "Page suivante",
  fullScreen: "Plein écran",
  leaveFullScreen: "Quitter le plein écran",
  keys: "Touches",
  loading: "Chargement",

  live: "en direct",
  watching: "veille",
  degraded: "limitée",
  blind: "aveugle",
  watchMeans: "si la caméra surveille bien son lieu en ce moment",
  noPicture: "pas encore d'image",
  noPictureSince: (time) => `pas d'image depuis ${time}`,
  noWord: "le service ne dit rien",
  allUnknown: "inconnu",
  noPlate: "Pas encore d'image fixe\u00a0: rien n'est montré avant qu'une soit approuvée.",
  noPlateShort: "pas encore d'image fixe",
  plateLoading: "l'image fixe est en cours de chargement",
  plateFailed: "l'image fixe n'a pas pu être chargée",
  age: (ms) => grammar.age(ms, UNITS),
  ageMeans: "âge de l'image la plus récente",

  linkLost: (time) => `Connexion au service perdue depuis ${time}. Les essais continuent.`,
  rosterFailed: (detail) => `La liste des caméras n'a pas pu être lue\u00a0: ${detail} Les essais continuent.`,

  legend: "Ce qui est peint",

  emptyTitle: "Pas encore de caméra",
  emptyLead: "Hearthwatch fonctionne. Une caméra apparaît ici dès qu'elle figure dans sa configuration.",
  emptySteps: ["Écrivez ceci dans hearthwatch.toml, avec l'adresse de votre caméra\u00a0:", "Redémarrez avec\u00a0:"],
  emptyExample: en.emptyExample,
  emptyCommand: en.emptyCommand,
  emptyAfter:
    'Ce que voit la caméra n\'est jamais montré. Après quelques jours (une demi-heure avec preset = "private"), une image fixe du lieu vide est proposée\u00a0; dès que vous l\'avez approuvée, le mur montre cette image et, peint dessus, où quelque chose est différent.',
  emptyTry: "Pour jeter un coup d'œil sans caméra\u00a0:",
  emptyDemo: en.emptyDemo,

  history: "Historique",
  backToWall: "Retour au mur",
  noHistory: "Rien n'a encore été enregistré de cette caméra.",
  noRecord: "rien n'est enregistré de ce moment",
  noPictureThen: "pas d'image",
  shownThen: "comme montré à ce moment",
  noSuchCamera: "Cette caméra n'existe pas.",
  account: "Votre compte",
  plates: "Images fixes",
  noRight: "Votre compte n'a pas droit à cette page.",
  noSuchPage: "Cette page n'existe pas.",
  position: "Instant",
  positionInWindow: "Instant dans le quart d'heure chargé",
  play: "Lire",
  pause: "Suspendre",
  speed: "Vitesse",
  times: (speed) => `${speed}\u00d7`,
  earlier: "5 s en arrière",
  later: "5 s en avant",
  windowTitle: "Ce quart d'heure",
  windowLoading: "Chargement de ce quart d'heure",
  windowFailed: (detail) => `Ce quart d'heure n'a pas pu être lu\u00a0: ${detail}`,
  windowDropped: (count) =>
    grammar.count(count, {
      one: "# enregistrement était endommagé et est omis.", other: "# enregistrements étaient endommagés et sont omis.",
    }),
  windowEmpty: "Rien n'a été enregistré dans ce quart d'heure.",
  changedShare: (share) => `Quelque chose était changé pendant ${grammar.percent(share)} de l'enregistrement.`,
  noEvents: "Aucun danger et aucune perte d'image.",
  began: (what) => `${what}\u00a0: début`,
  ended: (what) => `${what}\u00a0: fin`,
  pictureLost: "image perdue",
  pictureBack: "image revenue",
  retry: "Réessayer",

  keysTitle: "Touches",
  close: "Fermer",
  everywhere: "Partout",
  characterKeys: "Utiliser les touches F et\u00a0?",
  keysOfWall: [
    ["Flèches", "d'une case à l'autre"],
    ["Entrée", "l'historique de cette caméra"],
    ["Page préc., Page suiv.", "tourner les pages"],
  ],
  keysOfHistory: [
    ["Gauche, Droite", "5 secondes en arrière ou en avant\u00a0; avec Maj, une minute"],
    ["Page préc., Page suiv.", "un quart d'heure en arrière ou en avant"],
    ["Espace", "lire ou suspendre"],
    ["Échap", "retour au mur"],
  ],
  keysOfAll: [
    ["Tab", "à la commande suivante"],
    ["F", "plein écran ou non"],
    ["?", "ces touches"],
  ],

  problem: {
    unreachable: "le service n'a pas répondu.",
    unreadable: "la réponse n'a pas pu être comprise.",
    status: (status) => `le service a répondu ${status}.`,
  },
};
