// SPDX-License-Identifier: Apache-2.0
// The words of the page that draws zones in Spanish.
import { grammarOf } from "../../texts/grammar";
import type { ZoneWords } from "./en";

const grammar = grammarOf("es");

const KINDS: Record<string, readonly [string, string]> = {
  watch: ["da nombre al lugar", "De las llamas y el humo que haya en ella se avisa con su nombre. En otras partes no se omite nada."],
  ignore: ["no se avisa de nada", "Allí no se avisa de llamas, humo ni pasos bloqueados. El mapa sigue mostrando lo que ha cambiado."],
  "keep-clear": ["debe quedar libre", "Se avisa de lo que lleve allí mucho tiempo."],
  staff: ["una regla de nivel del agua", "Cuatro esquinas alrededor de la regla, dos en su extremo superior y dos en el inferior. Su escala se escribe en el archivo."],
  dry: ["suelo seco", "Se avisa del agua que llegue allí. Sus marcas se escriben en el archivo."],
  private: ["oculto", "Oculto antes de que nada lo mire: cada celda que toca."],
};

export const es: ZoneWords = {
  zones: "Zonas",
  zonesOf: (camera) => `Zonas de ${camera}`,
  lead: "Dibuje una zona sobre la imagen fija del lugar vacío. Se comprueba mientras dibuja, y se escribe abajo como texto para el archivo de configuración. Aquí no se cambia nada: el servicio lee sus zonas de ese archivo cuando arranca.",
  kindWord: (kind) => (KINDS[kind] === undefined ? kind : `${kind}: ${KINDS[kind][0]}`),
  kindMeans: (kind) => KINDS[kind]?.[1] ?? "",
  noPlate: "Aún no hay ninguna imagen fija aprobada de esta cámara: no hay sobre qué dibujar.",
  noPlateLink: "Imágenes fijas",
  plate: "Imagen fija",
  noSuchCamera: "No existe esa cámara.",
  loading: "Cargando",
  readFailed: (detail) => `No se pudo leer: ${detail} Se sigue intentando.`,

  inUse: "Zonas en uso",
  noneInUse: "Aún ninguna.",
  version: (version, drawn) => `versión ${version}, ${drawn === null ? "sin fecha" : `dibujada ${drawn}`}`,
  anew: "Dibujar de nuevo",
  anewOf: (name) => `Dibujar de nuevo: ${name}`,

  drawing: "Lo que dibuja",
  draft: (number, name) => `${number}. ${name === "" ? "aún sin nombre" : name}`,
  another: "Dibujar otra zona",
  drop: "Descartarla",
  name: "Nombre, como lo dicen los incidentes",
  kind: "Finalidad",
  date: "Dibujada el",
  after: "Bloqueada tras estos minutos",
  corners: (count) => grammar.count(count, { one: "# esquina", other: "# esquinas" }),
  lastAway: "Quitar la última esquina",
  noneLeft: "Empezar de nuevo sus esquinas",

  picture: "La imagen fija sobre la que se dibuja",
  help: "Haga clic o toque para poner una esquina; arrastre una esquina para moverla. Con el teclado: las flechas mueven la cruz, con Mayús a pasos pequeños; Espacio pone una esquina, Retroceso quita la última.",
  cross: (x, y) => `Cruz en ${x}, ${y}`,

  flaws: "Aún no está bien",
  checkFailed: (detail) => `No se pudo comprobar: ${detail}`,
  toml: "Para el archivo de configuración",
  tomlHow: (camera) => `Cópielo debajo de [[camera]] con id = "${camera}" y vuelva a arrancar el servicio.`,
  replaced: (names) => `Quite del archivo la sección antigua: ${names}.`,
  copy: "Copiar el texto",
  copied: "Copiado.",
  notCopied: "El navegador no lo permitió: seleccione el texto y cópielo.",
  warning: (words) => `Nota: ${words}.`,
};
