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

  "The name or the password is wrong.": "El nombre o la contraseña no es correcto.",
  "That is not your present password.": "Esa no es su contraseña actual.",
  "A password has 12 to 128 characters. Take a short sentence.":
    "Una contraseña tiene de 12 a 128 caracteres. Tome una frase corta.",
  "The password repeats a few characters. Take a short sentence.":
    "La contraseña repite unos pocos caracteres. Tome una frase corta.",
  "The password is hardly more than the name. Take a short sentence.":
    "La contraseña es poco más que el nombre. Tome una frase corta.",
  "That was asked for too often.": "Eso se pidió demasiadas veces.",
  "You are not signed in.": "No ha iniciado sesión.",
  "Sign in first, at /sign-in.": "Inicie sesión primero, en /sign-in.",
  "Your account has no right to this.": "Su cuenta no tiene derecho a esto.",
  "There are no accounts here: [web] accounts is none.": "Aquí no hay cuentas: en [web], accounts es none.",
  "This link has been used, was withdrawn or is too old.": "Este enlace ya se usó, se retiró o es demasiado antiguo.",
  "This link has been used, was withdrawn or is too old. Ask for another.":
    "Este enlace ya se usó, se retiró o es demasiado antiguo. Pida otro.",
  "There is an account of this name. Take another name.": "Ya hay una cuenta con este nombre. Elija otro.",
  "This passkey could not be checked. Try again.": "No se pudo comprobar esta llave de acceso. Inténtelo de nuevo.",
  "This passkey is known already.": "Esta llave de acceso ya se conoce.",
  "This passkey is not known here.": "Esta llave de acceso no se conoce aquí.",
  "An account has 20 passkeys at most. Remove one first.":
    "Una cuenta tiene como máximo 20 llaves de acceso. Quite antes una.",
  "That took too long. Try again.": "Eso tardó demasiado. Inténtelo de nuevo.",
  "Hundreds of links are out already. Withdraw some, or wait until they end.":
    "Ya hay cientos de enlaces sin usar. Retire algunos o espere a que caduquen.",
  "There is no such account. Load the page again.": "No existe esa cuenta. Cargue la página de nuevo.",
  "Nobody could invite anybody any more. Make somebody else a steward first.":
    "Ya nadie podría invitar a nadie. Haga antes responsable a otra persona.",
  "An account needs a role. Choose one at least.": "Una cuenta necesita una función. Elija al menos una.",
  "Only residents can be shown some places and not others. Choose all places.":
    "Solo a los residentes se les pueden mostrar unos lugares y otros no. Elija todos los lugares.",
  "There is nothing of this number.": "No hay nada con este número.",

  "The channel is not configured any more.": "El canal ya no está configurado.",

  "Plates are not commissioned here.": "Aquí no se aprueban imágenes fijas.",
  "There is no plate of this number: newer ones came, or a newer one was approved.":
    "No hay ninguna imagen fija con este número: llegaron otras más nuevas, o se aprobó una más nueva.",
  "There is no candidate of this number.": "No hay ninguna propuesta con este número.",
  "There is no candidate #.": "No existe la propuesta #.",
  "There is no plate # any more.": "La imagen fija # ya no existe.",
  "There is no plate # to retire.": "No existe ninguna imagen fija # que retirar.",
  "Plate # is commissioned by now.": "La imagen fija # ya está aprobada.",
  "Plate # is retired by now.": "La imagen fija # ya está retirada.",
  "Somebody has changed candidate # meanwhile.": "Mientras tanto alguien ha cambiado la propuesta #.",
  "Nothing of these cells of candidate # is visible or held back.":
    "De estas celdas de la propuesta # no hay ninguna visible ni retenida.",
  "Nothing of these cells of candidate # is held back.": "De estas celdas de la propuesta # no hay ninguna retenida.",
  "The store cannot be written at the moment, perhaps because its disk is full.":
    "En este momento no se puede escribir en el almacén, quizá porque su disco está lleno.",

  "A zone needs a name of at most # letters, on one line.":
    "Una zona necesita un nombre de # letras como máximo, en una sola línea.",
  "Three corners at least are wanted, and there are #.": "Hacen falta al menos tres esquinas, y hay #.",
  "There are # corners, and # are the most; leave out those that lie on a straight line.":
    "Hay # esquinas, y el máximo es #; omita las que están en línea recta.",
  "Corner # lies where corner # does; leave it out.": "La esquina # está donde la esquina #; omítala.",
  "Sides # and # cross or touch; give the corners in order around the place.":
    "Los lados # y # se cruzan o se tocan; ponga las esquinas en orden alrededor del lugar.",
  "This covers # of the 3600 cells of a view, and 6 are the least that can be judged; draw it larger.":
    "Esto cubre # de las 3600 celdas de una vista, y 6 es el mínimo que se puede juzgar; dibújela más grande.",
  "A staff has four corners, two at its upper and two at its lower end.":
    "Una regla tiene cuatro esquinas, dos en su extremo superior y dos en el inferior.",
  "Every mark must lie within the zone.": "Todas las marcas deben estar dentro de la zona.",
  "A zone is blocked after \"30 s\" at least and \"60 min\" at most.":
    "Una zona está bloqueada tras «30 s» como mínimo y «60 min» como máximo.",
  "A zone that is ignore must say when it was drawn, such as drawn = 2026-05-01.":
    "Una zona «ignore» debe decir cuándo se dibujó, por ejemplo drawn = 2026-05-01.",
  "A zone that is private must say when it was drawn, such as drawn = 2026-05-01.":
    "Una zona «private» debe decir cuándo se dibujó, por ejemplo drawn = 2026-05-01.",
  "A view has at most # zones, not #; join some.": "Una vista tiene como máximo # zonas, no #; junte algunas.",
  "#% of the view is masked, where no hazard can be told":
    "El #\u00a0% de la vista está enmascarado, y ahí no se puede avisar de ningún peligro",
};
