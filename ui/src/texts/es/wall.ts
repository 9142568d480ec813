// SPDX-License-Identifier: Apache-2.0
// The wall, the history, and what stands above every page, in Spanish.
import { en, type WallWords } from "../en";
import { grammarOf, type Units } from "../grammar";
import { CONNECTIONS, HAZARDS, STATE_MEANINGS, STATES } from "./words";

const LOCALE = "es";
const grammar = grammarOf(LOCALE);

const UNITS: Units = { seconds: "# s", minutes: "# min", hours: "# h", days: { one: "# día", other: "# días" } };

export const wall: WallWords = {
  product: en.product,
  locale: LOCALE,
  chooseLanguage: "Idioma de las páginas",

  comma: ", ",
  colon: ": ",
  space: " ",
  stop: ".",
  aside: (words) => ` (${words})`,
  join: (words) => words.join(", "),
  list: (words) => grammar.list(words),

  hazard: (hazard) => HAZARDS[hazard],
  state: (state) => STATES[state],
  stateMeaning: (state) => STATE_MEANINGS[state],
  connection: (connection) => CONNECTIONS[connection],
  hazardAt: (hazard, camera) => `${camera}: ${HAZARDS[hazard]}`,
  hazardEnded: (hazard, camera) => `${camera}: ya no: ${HAZARDS[hazard]}`,

  pages: "Páginas",
  wall: "Muro",
  cameras: "Cámaras",
  alarms: "Peligros ahora",
  moreAlarms: (count) => grammar.count(count, { other: "y # más" }),
  page: (page, pages) => `Página ${page} de ${pages}`,
  previousPage: "Página anterior",
  nextPage: "Página siguiente",
  fullScreen: "Pantalla completa",
  leaveFullScreen: "Salir de pantalla completa",
  keys: "Teclas",
  loading: "Cargando",

  live: "en directo",
  watching: "vigila",
  degraded: "limitada",
  blind: "ciega",
  watchMeans: "lo bien que la cámara vigila ahora su lugar",
  noPicture: "aún sin imagen",
  noPictureSince: (time) => `sin imagen desde ${time}`,
  noWord: "el servicio no dice nada",
  allUnknown: "desconocido",
  noPlate: "Aún no hay imagen fija: no se muestra nada hasta que se apruebe una.",
  noPlateShort: "aún sin imagen fija",
  plateLoading: "se está cargando la imagen fija",
  plateFailed: "no se pudo cargar la imagen fija",
  age: (ms) => grammar.age(ms, UNITS),
  ageMeans: "antigüedad de la imagen más reciente",

  linkLost: (time) => `Sin conexión con el servicio desde ${time}. Se sigue intentando.`,
  rosterFailed: (detail) => `No se pudo leer la lista de cámaras: ${detail} Se sigue intentando.`,

  legend: "Lo que se pinta",

  emptyTitle: "Aún no hay cámaras",
  emptyLead: "Hearthwatch está en marcha. Mostrará aquí una cámara en cuanto figure en su configuración.",
  emptySteps: ["Escriba esto en hearthwatch.toml, con la dirección de su cámara:", "Vuelva a arrancar con:"],
  emptyExample: en.emptyExample,
  emptyCommand: en.emptyCommand,
  emptyAfter:
    'Lo que ve la cámara no se muestra nunca. Tras algunos días (media hora con preset = "private") se propone una imagen fija del lugar vacío; cuando usted la apruebe, el muro mostrará esa imagen y, pintado encima, dónde algo es distinto.',
  emptyTry: "Para echar un vistazo sin cámara:",
  emptyDemo: en.emptyDemo,

  history: "Historial",
  backToWall: "Volver al muro",
  noHistory: "Aún no se ha registrado nada de esta cámara.",
  noRecord: "no hay registro de este momento",
  noPictureThen: "sin imagen",
  shownThen: "tal como se mostró entonces",
  noSuchCamera: "No existe esa cámara.",
  account: "Su cuenta",
  plates: "Imágenes fijas",
  noRight: "Su cuenta no tiene derecho a esta página.",
  noSuchPage: "No existe esa página.",
  position: "Momento",
  positionInWindow: "Momento dentro del cuarto de hora cargado",
  play: "Reproducir",
  pause: "Pausa",
  speed: "Velocidad",
  times: (speed) => `${speed}\u00d7`,
  earlier: "5 s atrás",
  later: "5 s adelante",
  windowTitle: "Este cuarto de hora",
  windowLoading: "Se está cargando este cuarto de hora",
  windowFailed: (detail) => `No se pudo leer este cuarto de hora: ${detail}`,
  windowDropped: (count) =>
    grammar.count(count, { one: "# registro estaba dañado y se omite.", other: "# registros estaban dañados y se omiten." }),
  windowEmpty: "No se registró nada en este cuarto de hora.",
  changedShare: (share) => `Algo estuvo cambiado durante el ${grammar.percent(share)} de lo registrado.`,
  noEvents: "Ningún peligro y ninguna pérdida de imagen.",
  began: (what) => `${what}: comienzo`,
  ended: (what) => `${what}: final`,
  pictureLost: "imagen perdida",
  pictureBack: "imagen recuperada",
  retry: "Intentar de nuevo",

  keysTitle: "Teclas",
  close: "Cerrar",
  everywhere: "En todas partes",
  characterKeys: "Usar las teclas F y ?",
  keysOfWall: [
    ["Flechas", "de un recuadro a otro"],
    ["Intro", "el historial de esa cámara"],
    ["Re Pág, Av Pág", "pasar de página"],
  ],
  keysOfHistory: [
    ["Izquierda, Derecha", "5 segundos atrás o adelante; con Mayús, un minuto"],
    ["Re Pág, Av Pág", "un cuarto de hora atrás o adelante"],
    ["Espacio", "reproducir o pausar"],
    ["Esc", "volver al muro"],
  ],
  keysOfAll: [
    ["Tab", "al control siguiente"],
    ["F", "pantalla completa sí o no"],
    ["?", "estas teclas"],
  ],

  problem: {
    unreachable: "el servicio no respondió.",
    unreadable: "no se entendió la respuesta.",
    status: (status) => `el servicio respondió ${status}.`,
  },
};
