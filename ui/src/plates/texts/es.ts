// SPDX-License-Identifier: Apache-2.0
// The words of the stewards' pages of plates in Spanish.
import { grammarOf } from "../../texts/grammar";
import type { CellClass } from "../reasons";
import type { PlateWords } from "./en";

const grammar = grammarOf("es");

const LIGHTS: Record<string, string> = { day: "de día", dusk: "al anochecer", lamps: "con luz de lámparas", infrared: "con infrarrojos" };

const TITLES: Record<string, (id: number) => string> = {
  candidate: (id) => `Propuesta ${id}`,
  commissioned: (id) => `Imagen fija ${id}, se muestra ahora`,
  retired: (id) => `Imagen fija ${id}, retirada`,
};

const CLASS_WORDS: Record<CellClass, readonly [string, string]> = {
  admitted: ["visible", "se vería como aquí"],
  held: ["retenido", "puede contener escritura; nadie lo ha visto aún. Admítalo para verlo, y después táchelo si es un nombre o una matrícula"],
  motion: ["algo se mueve", "aquí se mueve algo, o estuvo aquí una parte del tiempo"],
  "no-majority": ["sin aspecto duradero", "cambió de aspecto demasiadas veces: ninguno estuvo la mayor parte del tiempo"],
  "not-recurring": ["inconstante", "no se vio en suficientes períodos separados"],
  "too-few": ["pocas muestras", "hasta ahora se ha mirado muy pocas veces"],
  veto: ["quizá una persona", "un detector halló lo que puede ser una persona; nadie puede admitirlo"],
  masked: ["enmascarado", "aquí hay una máscara fija de privacidad"],
  struck: ["tachado", "un responsable lo tachó"],
  text: ["quizá escritura", "se retuvo como escritura, y sus píxeles ya no existen"],
};

const ACTS: Record<string, string> = { cleared: "admisión", struck: "tachadura", approved: "aprobación", retired: "retirada" };

const cells = (count: number) => grammar.count(count, { one: "# celda", other: "# celdas" });
const percent = (count: number) => grammar.percent(count / 3600);
const or = (table: Record<string, string>) => (word: string) => table[word] ?? word;

export const es: PlateWords = {
  plates: "Imágenes fijas",
  light: or(LIGHTS),
  act: or(ACTS),
  cells,
  title: (state, id) => TITLES[state]?.(id) ?? `Imagen fija ${id}, ${state}`,
  ofPlace: (camera, light) => `${camera}, ${LIGHTS[light] ?? light}`,

  lead: "Una imagen fija es la imagen quieta de un lugar vacío. Los vecinos no ven otra cosa de él, y solo la ven cuando un responsable la ha aprobado.",
  none: "Aún no hay ninguna imagen fija ni propuesta. La primera propuesta de una cámara llega tras media hora con preset = \"private\", y tras algunos días con preset = \"public\".",
  waiting: (count) => (count === 0 ? "Ninguna propuesta espera una decisión." : grammar.count(count, { one: "# propuesta espera una decisión.", other: "# propuestas esperan una decisión." })),
  noneOfCamera: "Aún no hay imagen fija: toda la vista es desconocida.",
  retiredOnes: (count) => grammar.count(count, { one: "# imagen fija retirada", other: "# imágenes fijas retiradas" }),
  visible: (count) => `${percent(count)} visible`,
  heldBack: (count) => grammar.count(count, { one: "# celda retenida", other: "# celdas retenidas" }),
  proposed: (when) => `propuesta: ${when}`,
  shownSince: (when) => `aprobada: ${when}`,
  samples: (count) => grammar.count(count, { one: "# muestra", other: "# muestras" }),
  size: (width, height) => `${width} \u00d7 ${height} píxeles`,

  needs: (needed) => grammar.count(needed, { one: "Debe aprobarla # persona.", other: "Deben aprobarla # personas." }),
  approvedBy: (names, missing) => `${names} la ha aprobado, ${grammar.count(missing, { one: "falta # persona.", other: "faltan # personas." })}`,
  youHave: "Usted la ha aprobado. Otra persona debe aprobarla también: pídale que abra esta página y escriba su propio nombre.",
  isShown: "Los vecinos ven ahora esta imagen fija.",
  isRetired: "Está fuera de uso. El historial sigue mostrando lo que se vio de ella.",
  isDropped: "Nunca se mostró a los vecinos, y nunca se mostrará.",
  compareWith: (id) => `Sustituiría a la imagen fija ${id}.`,

  views: "Mostrar",
  view: { reasons: "con motivos", seen: "como la verían los vecinos", shown: "la imagen fija que se muestra ahora", differing: "lo que es distinto" },
  plain: { reasons: "con motivos", seen: "como la ven los vecinos" },
  differences: {
    newly: ["visible por primera vez", "ahora no se ve; se vería"],
    gone: ["ya no visible", "ahora se ve; sería desconocido"],
    differing: ["de otro aspecto", "ahora se ve; se vería distinto"],
    same: ["igual", "ahora se ve; se vería igual"],
  },
  noPicture: "Su imagen ya no está disponible.",
  pictureFailed: (detail) => `No se pudo leer la imagen: ${detail}`,
  pictureLoading: "Se está cargando la imagen",
  classWord: (name) => CLASS_WORDS[name][0],
  classMeans: (name) => CLASS_WORDS[name][1],
  legend: "Celdas",
  select: "Seleccionar",
  selectThese: (word) => `Seleccionar todas las celdas: ${word}`,

  picture: "Celdas de la imagen",
  pictureHelp: "Las flechas van de celda en celda. Espacio añade o quita una celda. Mayús con flechas dibuja un rectángulo, y Espacio lo toma. Esc lo suelta. C cambia entre esta imagen fija y la que se muestra ahora.",
  pointerHelp: "Haga clic o toque una celda, o arrastre un rectángulo.",
  zoom: "Tamaño",
  larger: "Más grande",
  smaller: "Más pequeña",
  moves: "Arrastrar mueve la imagen",
  byWords: "Celdas por número, como 5-19,30-39",
  byWordsWrong: "Escriba filas, una coma y columnas, como 5-19,30-39. Las filas van de 0 a 44 y las columnas de 0 a 79.",
  take: "Seleccionarlas",
  at: (row, column) => `Fila ${row}, columna ${column}`,
  isSelected: "seleccionada",
  hasSelected: (all, visible, held) => `Seleccionado: ${cells(all)}; visibles: ${visible}, retenidas: ${held}.`,
  noneSelected: "Ninguna celda está seleccionada.",
  selectNone: "No seleccionar ninguna",

  strike: (count) => `Tachar ${cells(count)}`,
  clear: (count) => `Admitir ${cells(count)}`,
  approve: "Aprobar",
  retire: "Retirar",
  you: (name) => `Usted es ${name}. Cambiar`,
  cancel: "Cancelar",

  strikeTitle: (count, id) => `¿Tachar ${cells(count)} de la propuesta ${id}?`,
  strikeMeans: "Sus píxeles se borran para siempre y los vecinos las ven como desconocidas. Las aprobaciones anteriores ya no cuentan.",
  clearTitle: (count, id) => `¿Admitir ${cells(count)} de la propuesta ${id}?`,
  clearMeans: "Entran en la propuesta y usted las ve. Táchelas de nuevo si son un nombre o una matrícula. Las aprobaciones anteriores ya no cuentan.",
  approveTitle: (id, place) => `¿Aprobar la propuesta ${id} de ${place}?`,
  approveMeans: (count) => `Los vecinos verán esta imagen desde entonces: ${cells(count)}, el ${percent(count)} de la vista.`,
  approveMissing: "Después de usted debe aprobarla una persona más. Hasta entonces los vecinos no la ven.",
  approveInstead: (id, newly, gone, otherwise) =>
    `Sustituye a la imagen fija ${id}: ${cells(newly)} visibles por primera vez, ${gone} ya no visibles, ${otherwise} de otro aspecto.`,
  approveHeld: (count) => grammar.count(count, {
    one: "# celda que puede contener escritura sigue desconocida, y sus píxeles se borran.",
    other: "# celdas que pueden contener escritura siguen desconocidas, y sus píxeles se borran.",
  }),
  approveNot: "No apruebe una vista que muestre sobre todo la puerta, la ventana o el jardín de alguien. Gire la cámara o enmascare esa parte de la vista.",
  approveLooked: "He mirado todas las celdas visibles. No hay en ellas ninguna persona, ningún nombre ni matrícula, y no son sobre todo la puerta, la ventana o el jardín de alguien.",
  approveGo: "Aprobarla",
  retireTitle: (id) => `¿Retirar la imagen fija ${id}?`,
  retireMeansShown: "Desde entonces toda la vista es desconocida con esta luz hasta que se apruebe otra imagen fija, y no se avisa a nadie de lo que cambie en ella. No se puede deshacer.",
  retireMeansCandidate: "Esta propuesta no se muestra nunca, y ningún responsable puede ya aprobarla. No se puede deshacer.",
  retireGo: "Retirarla",
  dropTitle: (id) => `¿Retirar la propuesta ${id}?`,

  struck: (count) => grammar.count(count, { one: "Se tachó # celda.", other: "Se tacharon # celdas." }),
  cleared: (count) => `${grammar.count(count, { one: "# celda está", other: "# celdas están" })} ahora en la propuesta. Mírela de nuevo antes de aprobarla.`,
  approved: "Está aprobada: los vecinos ven esta imagen fija desde ahora.",
  approvedMissing: "Usted la ha aprobado. Falta una persona más.",
  retired: "Está retirada.",
  refused: (detail) => `${detail} No se hizo nada. Lo que se muestra ahora aquí es lo que hay.`,
  changedMeanwhile: "Mientras tanto alguien la ha cambiado. Mírela de nuevo.",

  record: "Qué ha ocurrido",
  noRecord: "Nadie ha decidido aún nada sobre ella.",
  acted: (act, by, count) => `${ACTS[act] ?? act}, por ${by === "" ? "alguien sin nombre" : by}${count > 0 ? `, ${cells(count)}` : ""}`,
  noSuch: "No existe esa imagen fija.",
  noSuchWhy: "Una propuesta se borra cuando han llegado dos más nuevas, o cuando se ha aprobado una más nueva.",
  readFailed: (detail) => `No se pudo leer: ${detail} Se sigue intentando.`,
  all: "Todas las imágenes fijas",
};
