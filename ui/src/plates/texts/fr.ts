// SPDX-License-Identifier: Apache-2.0
// The words of the stewards' pages of plates in French. Before ":", ";" and "?" stands a space that does not break.
import { grammarOf } from "../../texts/grammar";
import type { CellClass } from "../reasons";
import type { PlateWords } from "./en";

const grammar = grammarOf("fr");

const LIGHTS: Record<string, string> = { day: "de jour", dusk: "au crépuscule", lamps: "à la lumière des lampes", infrared: "en infrarouge" };

const TITLES: Record<string, (id: number) => string> = {
  candidate: (id) => `Proposition ${id}`,
  commissioned: (id) => `Image fixe ${id}, montrée en ce moment`,
  retired: (id) => `Image fixe ${id}, retirée`,
};

const CLASS_WORDS: Record<CellClass, readonly [string, string]> = {
  admitted: ["visible", "se verrait comme ici"],
  held: ["retenu", "peut contenir de l'écriture\u00a0; personne ne l'a encore vu. Admettez-le pour le voir, puis rayez-le si c'est un nom ou une plaque d'immatriculation"],
  motion: ["quelque chose bouge", "quelque chose bouge ici, ou s'y est trouvé une partie du temps"],
  "no-majority": ["sans aspect durable", "son aspect a trop souvent changé\u00a0: aucun n'était là la plupart du temps"],
  "not-recurring": ["pas constant", "il n'a pas été vu pendant assez de périodes séparées"],
  "too-few": ["trop peu d'échantillons", "il a été regardé trop rarement jusqu'ici"],
  veto: ["peut-être une personne", "un détecteur a trouvé ce qui peut être une personne\u00a0; nul ne peut l'admettre"],
  masked: ["masqué", "un masque fixe de vie privée se trouve ici"],
  struck: ["rayé", "un responsable l'a rayé"],
  text: ["peut-être de l'écriture", "il a été retenu comme de l'écriture, et ses pixels n'existent plus"],
};

const ACTS: Record<string, string> = { cleared: "admission", struck: "rature", approved: "approbation", retired: "retrait" };

const cells = (count: number) => grammar.count(count, { one: "# cellule", other: "# cellules" });
const percent = (count: number) => grammar.percent(count / 3600);
const or = (table: Record<string, string>) => (word: string) => table[word] ?? word;

export const fr: PlateWords = {
  plates: "Images fixes",
  light: or(LIGHTS),
  act: or(ACTS),
  cells,
  title: (state, id) => TITLES[state]?.(id) ?? `Image fixe ${id}, ${state}`,
  ofPlace: (camera, light) => `${camera}, ${LIGHTS[light] ?? light}`,

  lead: "Une image fixe est l'image immobile d'un lieu vide. Les habitants n'en voient rien d'autre, et ne la voient qu'une fois qu'un responsable l'a approuvée.",
  none: "Il n'y a encore ni image fixe ni proposition. La première proposition d'une caméra vient après une demi-heure avec preset = \"private\", et après quelques jours avec preset = \"public\".",
  waiting: (count) => (count === 0 ? "Aucune proposition n'attend de décision." : grammar.count(count, { one: "# proposition attend une décision.", other: "# propositions attendent une décision." })),
  noneOfCamera: "Pas encore d'image fixe\u00a0: toute la vue est inconnue.",
  retiredOnes: (count) => grammar.count(count, { one: "# image fixe retirée", other: "# images fixes retirées" }),
  visible: (count) => `${percent(count)} visible`,
  heldBack: (count) => grammar.count(count, { one: "# cellule retenue", other: "# cellules retenues" }),
  proposed: (when) => `proposée\u00a0: ${when}`,
  shownSince: (when) => `approuvée\u00a0: ${when}`,
  samples: (count) => grammar.count(count, { one: "# échantillon", other: "# échantillons" }),
  size: (width, height) => `${width} \u00d7 ${height} pixels`,

  needs: (needed) => grammar.count(needed, { one: "# personne doit l'approuver.", other: "# personnes doivent l'approuver." }),
  approvedBy: (names, missing) => `${names} l'a approuvée, ${grammar.count(missing, { one: "encore # personne doit le faire.", other: "encore # personnes doivent le faire." })}`,
  youHave: "Vous l'avez approuvée. Une autre personne doit aussi l'approuver\u00a0: demandez-lui d'ouvrir cette page et d'y écrire son propre nom.",
  isShown: "Les habitants voient cette image fixe en ce moment.",
  isRetired: "Elle est hors d'usage. L'historique montre toujours ce qu'on en a vu.",
  isDropped: "Elle n'a jamais été montrée aux habitants, et ne le sera jamais.",
  compareWith: (id) => `Elle remplacerait l'image fixe ${id}.`,

  views: "Montrer",
  view: { reasons: "avec les raisons", seen: "comme les habitants la verraient", shown: "l'image fixe montrée en ce moment", differing: "ce qui diffère" },
  plain: { reasons: "avec les raisons", seen: "comme les habitants la voient" },
  differences: {
    newly: ["nouvellement visible", "pas vu en ce moment\u00a0; se verrait"],
    gone: ["plus visible", "vu en ce moment\u00a0; serait inconnu"],
    differing: ["d'un autre aspect", "vu en ce moment\u00a0; se verrait autrement"],
    same: ["pareil", "vu en ce moment\u00a0; se verrait pareil"],
  },
  noPicture: "Son image n'est plus disponible.",
  pictureFailed: (detail) => `L'image n'a pas pu être lue\u00a0: ${detail}`,
  pictureLoading: "L'image est en cours de chargement",
  classWord: (name) => CLASS_WORDS[name][0],
  classMeans: (name) => CLASS_WORDS[name][1],
  legend: "Cellules",
  select: "Choisir",
  selectThese: (word) => `Choisir toutes les cellules\u00a0: ${word}`,

  picture: "Cellules de l'image",
  pictureHelp: "Les flèches vont de cellule en cellule. Espace prend ou laisse une cellule. Maj avec les flèches trace un rectangle, Espace le prend ensuite. Échap le lâche. C passe de cette image fixe à celle qui est montrée en ce moment.",
  pointerHelp: "Cliquez ou touchez une cellule, ou tracez un rectangle.",
  zoom: "Taille",
  larger: "Plus grande",
  smaller: "Plus petite",
  moves: "Glisser déplace l'image",
  byWords: "Cellules par numéro, comme 5-19,30-39",
  byWordsWrong: "Écrivez des lignes, une virgule et des colonnes, comme 5-19,30-39. Les lignes vont de 0 à 44, les colonnes de 0 à 79.",
  take: "Les choisir",
  at: (row, column) => `Ligne ${row}, colonne ${column}`,
  isSelected: "choisie",
  hasSelected: (all, visible, held) => `Choix\u00a0: ${cells(all)}\u00a0; visibles\u00a0: ${visible}, retenues\u00a0: ${held}.`,
  noneSelected: "Aucune cellule n'est choisie.",
  selectNone: "N'en choisir aucune",

  strike: (count) => `Rayer ${cells(count)}`,
  clear: (count) => `Admettre ${cells(count)}`,
  approve: "Approuver",
  retire: "Retirer",
  you: (name) => `Vous êtes ${name}. Changer`,
  cancel: "Annuler",

  strikeTitle: (count, id) => `Rayer ${cells(count)} de la proposition ${id}\u00a0?`,
  strikeMeans: "Leurs pixels sont effacés pour toujours et les habitants les voient comme inconnues. Les approbations données avant ne comptent plus.",
  clearTitle: (count, id) => `Admettre ${cells(count)} de la proposition ${id}\u00a0?`,
  clearMeans: "Elles entrent dans la proposition et vous les voyez. Rayez-les de nouveau si c'est un nom ou une plaque d'immatriculation. Les approbations données avant ne comptent plus.",
  approveTitle: (id, place) => `Approuver la proposition ${id} (${place})\u00a0?`,
  approveMeans: (count) => `Les habitants verront dès lors cette image\u00a0: ${cells(count)}, ${percent(count)} de la vue.`,
  approveMissing: "Après vous, encore une personne doit l'approuver. D'ici là, les habitants ne la voient pas.",
  approveInstead: (id, newly, gone, otherwise) =>
    `Elle remplace l'image fixe ${id}\u00a0: nouvellement visible\u00a0: ${cells(newly)}, plus visible\u00a0: ${gone}, d'un autre aspect\u00a0: ${otherwise}.`,
  approveHeld: (count) => grammar.count(count, {
    one: "# cellule qui peut contenir de l'écriture reste inconnue, et ses pixels sont effacés.",
    other: "# cellules qui peuvent contenir de l'écriture restent inconnues, et leurs pixels sont effacés.",
  }),
  approveNot: "N'approuvez pas une vue qui montre surtout la porte, la fenêtre ou le jardin de quelqu'un. Détournez la caméra, ou masquez cette partie de la vue.",
  approveLooked: "J'ai regardé chaque cellule visible. Il n'y a personne, aucun nom et aucune plaque d'immatriculation, et ce n'est pas surtout la porte, la fenêtre ou le jardin de quelqu'un.",
  approveGo: "L'approuver",
  retireTitle: (id) => `Retirer l'image fixe ${id}\u00a0?`,
  retireMeansShown: "Dès lors, toute la vue est inconnue à cette lumière jusqu'à ce qu'une autre image fixe soit approuvée, et personne n'apprend ce qui y a changé. Cela ne peut pas être défait.",
  retireMeansCandidate: "Cette proposition n'est jamais montrée, et aucun responsable ne peut plus l'approuver. Cela ne peut pas être défait.",
  retireGo: "La retirer",
  dropTitle: (id) => `Retirer la proposition ${id}\u00a0?`,

  struck: (count) => grammar.count(count, { one: "# cellule a été rayée.", other: "# cellules ont été rayées." }),
  cleared: (count) => `${grammar.count(count, { one: "# cellule est", other: "# cellules sont" })} maintenant dans la proposition. Regardez-la encore avant de l'approuver.`,
  approved: "Elle est approuvée\u00a0: les habitants voient cette image fixe dès maintenant.",
  approvedMissing: "Vous l'avez approuvée. Encore une personne doit le faire.",
  retired: "Elle est retirée.",
  refused: (detail) => `${detail} Rien n'a été fait. Ce qui est montré ici maintenant est l'état réel.`,
  changedMeanwhile: "Quelqu'un l'a changée entre-temps. Regardez-la encore.",

  record: "Ce qui s'est passé",
  noRecord: "Personne n'a encore rien décidé à son sujet.",
  acted: (act, by, count) => `${ACTS[act] ?? act}, par ${by === "" ? "quelqu'un sans nom" : by}${count > 0 ? `, ${cells(count)}` : ""}`,
  noSuch: "Cette image fixe n'existe pas.",
  noSuchWhy: "Une proposition est effacée quand deux plus récentes sont venues, ou quand une plus récente a été approuvée.",
  readFailed: (detail) => `Cela n'a pas pu être lu\u00a0: ${detail} Les essais continuent.`,
  all: "Toutes les images fixes",
};
