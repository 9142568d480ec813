// SPDX-License-Identifier: Apache-2.0
// The television page in French.
import { grammarOf } from "../../texts/grammar";
import type { TvWords } from "./en";

const grammar = grammarOf("fr");

export const fr: TvWords = {
  title: "Télévision",
  exercise: "Exercice",
  exerciseMeans: "Il n'y a pas de danger.",
  answered: (what) => `${what}, quelqu'un s'en occupe`,
  takeOver: "Alerte",
  others: (count) => grammar.count(count, { one: "et # autre", other: "et # autres" }),
  page: (page, pages) => `${page} / ${pages}`,
  pageLong: (page, pages) => `Page ${page} sur ${pages}`,
  controls: "Commandes",
  tiles: (count) => grammar.count(count, { one: "# lieu", other: "# lieux" }),
  hold: "Figer",
  holdMeans: "La page reste jusqu'à un nouvel appui",
  sound: "Son",
  soundBlocked: "Pas de son avant l'appui sur une touche",
  enlarge: (name) => `Montrer seulement ${name}`,
  shrink: (name) => `${name} seul\u00a0: retour à la page`,
};
