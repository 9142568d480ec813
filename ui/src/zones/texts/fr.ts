// SPDX-License-Identifier: Apache-2.0
// The words of the page that draws zones in French. Before ":", ";" and "?" stands a space that does not break.
import { grammarOf } from "../../texts/grammar";
import type { ZoneWords } from "./en";

const grammar = grammarOf("fr");

const KINDS: Record<string, readonly [string, string]> = {
  watch: ["donne un nom au lieu", "Les flammes et la fumée y sont annoncées sous son nom. Ailleurs, rien n'est omis."],
  ignore: ["rien n'est annoncé", "Ni flammes, ni fumée, ni passage bloqué n'y sont annoncés. La carte montre toujours ce qui a changé."],
  "keep-clear": ["à laisser libre", "Ce qui s'y trouve longtemps est annoncé."],
  staff: ["une échelle de niveau d'eau", "Quatre coins autour de l'échelle, deux à son bout supérieur et deux à son bout inférieur. Sa graduation s'écrit dans le fichier."],
  dry: ["un sol sec", "L'eau qui y arrive est annoncée. Ses repères s'écrivent dans le fichier."],
  private: ["caché", "Caché avant que rien ne le regarde\u00a0: chaque cellule qu'elle touche."],
};

export const fr: ZoneWords = {
  zones: "Zones",
  zonesOf: (camera) => `Zones, ${camera}`,
  lead: "Dessinez une zone sur l'image fixe du lieu vide. Elle est vérifiée pendant que vous dessinez, et écrite ci-dessous comme texte pour le fichier de configuration. Rien n'est changé ici\u00a0: le service lit ses zones dans ce fichier quand il démarre.",
  kindWord: (kind) => (KINDS[kind] === undefined ? kind : `${kind}\u00a0: ${KINDS[kind][0]}`),
  kindMeans: (kind) => KINDS[kind]?.[1] ?? "",
  noPlate: "Aucune image fixe de cette caméra n'est encore approuvée\u00a0: il n'y a rien sur quoi dessiner.",
  noPlateLink: "Images fixes",
  plate: "Image fixe",
  noSuchCamera: "Cette caméra n'existe pas.",
  loading: "Chargement",
  readFailed: (detail) => `Cela n'a pas pu être lu\u00a0: ${detail} Les essais continuent.`,

  inUse: "Zones en usage",
  noneInUse: "Encore aucune.",
  version: (version, drawn) => `version ${version}, ${drawn === null ? "sans date" : `dessinée ${drawn}`}`,
  anew: "Redessiner",
  anewOf: (name) => `Redessiner\u00a0: ${name}`,

  drawing: "Ce que vous dessinez",
  draft: (number, name) => `${number}. ${name === "" ? "encore sans nom" : name}`,
  another: "Dessiner une autre zone",
  drop: "L'abandonner",
  name: "Nom, comme les incidents le disent",
  kind: "But",
  date: "Dessinée le",
  after: "Bloquée après tant de minutes",
  corners: (count) => grammar.count(count, { one: "# coin", other: "# coins" }),
  lastAway: "Enlever le dernier coin",
  noneLeft: "Recommencer ses coins",

  picture: "L'image fixe sur laquelle dessiner",
  help: "Cliquez ou touchez pour poser un coin, faites glisser un coin pour le déplacer. Au clavier\u00a0: les flèches déplacent la croix, avec Maj à petits pas\u00a0; Espace pose un coin, Retour arrière enlève le dernier.",
  cross: (x, y) => `Croix à ${x}, ${y}`,

  flaws: "Pas encore correct",
  checkFailed: (detail) => `Impossible de vérifier\u00a0: ${detail}`,
  toml: "Pour le fichier de configuration",
  tomlHow: (camera) => `Copiez-le sous [[camera]] avec id = "${camera}" et redémarrez le service.`,
  replaced: (names) => `Retirez l'ancienne section du fichier\u00a0: ${names}.`,
  copy: "Copier le texte",
  copied: "Copié.",
  notCopied: "Le navigateur ne l'a pas permis\u00a0: sélectionnez le texte et copiez-le.",
  warning: (words) => `Avis\u00a0: ${words}.`,
};
