// SPDX-License-Identifier: Apache-2.0
// What the service says word for word, in Spanish.
import type { Sentences } from "../sentences";

export const sentences: Sentences = {
  "seen long enough": "visto durante bastante tiempo",
  "somebody was told": "se avisó a alguien",
  "grows worse": "empeora",
  "nobody answers": "nadie responde",
  acknowledged: "alguien se encarga",
  "certainly over": "con seguridad terminado",
  "not seen for long": "no visto desde hace mucho",
  "resolved by a person": "terminado a mano",
  "not a hazard": "no es un peligro",
  "unseen and unanswered for a day": "un día sin verse y sin respuesta",

  "no picture comes": "no llega ninguna imagen",
  "the picture stands still, without even noise, or the same pictures come again":
    "la imagen está quieta, sin siquiera ruido, o vuelven las mismas imágenes",
  "the background's edges are gone and its contrast with them":
    "los bordes del fondo han desaparecido y con ellos su contraste",
  "the view is as usual, its fine edges are gone": "la vista es la de siempre, sus bordes finos han desaparecido",
  "the view is not where it was": "la vista no está donde estaba",
  "too dark to see anything": "demasiado oscuro para ver algo",
  "fine detail has been fading for days": "los detalles finos se pierden desde hace días",
  "the picture cannot be judged, or not whether the camera is covered or moved":
    "no se puede juzgar la imagen, o no si la cámara está tapada o movida",

  "It did not get there, and is tried again.": "No llegó, y se intenta de nuevo.",
  "It was sent. Nothing says whether it arrived.": "Se envió. Nada dice si llegó.",
  "The other side has it.": "La otra parte lo tiene.",
  "It was heard.": "Se oyó.",
  "It did not get there.": "No llegó.",

  "announcement proposed": "anuncio propuesto",
  "announcement confirmed": "anuncio confirmado",
  "announcement not confirmed in time": "anuncio no confirmado a tiempo",
  stopped: "detenido",

  "There is no camera of this id.": "No hay ninguna cámara con este identificador.",
  "There is no incident of this number.": "No hay ningún incidente con este número.",
  "There is no channel of this id.": "No hay ningún canal con este identificador.",
  "There is a channel of this id already.": "Ya hay un canal con este identificador.",
  "This channel stands in the configuration file: change it there.":
    "Este canal figura en el archivo de configuración: cámbielo allí.",
  "The service is busy and has not done it yet. Look again.": "El servicio está ocupado y aún no lo ha hecho. Vuelva a mirar.",
  "There are no words to say. Write some.": "No hay nada que decir. Escriba algo.",
  "No loudspeaker would say it. Choose another place.": "Ningún altavoz lo diría. Elija otro lugar.",
  "There are no such words to confirm: they were said, or never proposed. Propose them anew.":
    "No hay tales palabras que confirmar: ya se dijeron o nunca se propusieron. Propóngalas de nuevo.",
  "It is too late to confirm these words. Propose them anew.":
    "Es demasiado tarde para confirmar estas palabras. Propóngalas de nuevo.",
  "The store cannot be read at the moment.": "El almacén no se puede leer en este momento.",
  "A camera or another peer failed.": "Una cámara u otro equipo ha fallado.",
  "This is a fault of ours; the service's log has more.": "Es un error nuestro; hay más en el registro del servicio.",
  "The request's path, query or body cannot be read.": "No se pueden leer la ruta, la consulta o el cuerpo de la petición.",

  "The channel is not configured any more.": "El canal ya no está configurado.",
};
