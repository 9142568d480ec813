// SPDX-License-Identifier: Apache-2.0
// The television page in Spanish.
import { grammarOf } from "../../texts/grammar";
import type { TvWords } from "./en";

const grammar = grammarOf("es");

export const es: TvWords = {
  title: "Televisor",
  exercise: "Simulacro",
  exerciseMeans: "No hay peligro.",
  answered: (what) => `${what}, alguien se encarga`,
  takeOver: "Alarma",
  others: (count) => grammar.count(count, { other: "y # más" }),
  page: (page, pages) => `${page} / ${pages}`,
  pageLong: (page, pages) => `Página ${page} de ${pages}`,
  controls: "Controles",
  tiles: (count) => grammar.count(count, { one: "# lugar", other: "# lugares" }),
  hold: "Fijar",
  holdMeans: "La página se queda hasta que se pulse de nuevo",
  sound: "Sonido",
  soundBlocked: "Sin sonido hasta que se pulse una tecla",
  enlarge: (name) => `Mostrar solo ${name}`,
  shrink: (name) => `Solo ${name}: volver a la página`,
};
