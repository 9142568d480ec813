// SPDX-License-Identifier: Apache-2.0
// What the service says word for word, in French.
import type { Sentences } from "../sentences";

export const sentences: Sentences = {
  "seen long enough": "vu assez longtemps",
  "somebody was told": "quelqu'un a été prévenu",
  "grows worse": "s'aggrave",
  "nobody answers": "personne ne répond",
  acknowledged: "quelqu'un s'en occupe",
  "certainly over": "certainement terminé",
  "not seen for long": "pas vu depuis longtemps",
  "resolved by a person": "terminé à la main",
  "not a hazard": "pas un danger",
  "unseen and unanswered for a day": "ni vu ni pris en charge depuis un jour",

  "no picture comes": "aucune image n'arrive",
  "the picture stands still, without even noise, or the same pictures come again":
    "l'image est immobile, sans même de bruit, ou les mêmes images reviennent",
  "the background's edges are gone and its contrast with them":
    "les contours du fond ont disparu, et son contraste avec eux",
  "the view is as usual, its fine edges are gone": "la vue est comme d'habitude, ses contours fins ont disparu",
  "the view is not where it was": "la vue n'est plus où elle était",
  "too dark to see anything": "trop sombre pour voir quoi que ce soit",
  "fine detail has been fading for days": "les détails fins s'effacent depuis des jours",
  "the picture cannot be judged, or not whether the camera is covered or moved":
    "l'image ne peut pas être jugée, ou du moins pas si la caméra est couverte ou déplacée",

  "It did not get there, and is tried again.": "Ce n'est pas arrivé, et un nouvel essai suivra.",
  "It was sent. Nothing says whether it arrived.": "C'est envoyé. Rien ne dit si c'est arrivé.",
  "The other side has it.": "L'autre côté l'a reçu.",
  "It was heard.": "Cela a été entendu.",
  "It did not get there.": "Ce n'est pas arrivé.",

  "announcement proposed": "annonce proposée",
  "announcement confirmed": "annonce confirmée",
  "announcement not confirmed in time": "annonce non confirmée à temps",
  stopped: "arrêtée",

  "There is no camera of this id.": "Il n'y a pas de caméra de cet identifiant.",
  "There is no incident of this number.": "Il n'y a pas d'incident de ce numéro.",
  "There is no channel of this id.": "Il n'y a pas de canal de cet identifiant.",
  "There is a channel of this id already.": "Il y a déjà un canal de cet identifiant.",
  "This channel stands in the configuration file: change it there.":
    "Ce canal figure dans le fichier de configuration\u00a0: changez-le là.",
  "The service is busy and has not done it yet. Look again.": "Le service est occupé et ne l'a pas encore fait. Regardez de nouveau.",
  "There are no words to say. Write some.": "Il n'y a rien à dire. Écrivez quelque chose.",
  "No loudspeaker would say it. Choose another place.": "Aucun haut-parleur ne le dirait. Choisissez un autre lieu.",
  "There are no such words to confirm: they were said, or never proposed. Propose them anew.":
    "Il n'y a pas de telles paroles à confirmer\u00a0: elles ont été dites, ou jamais proposées. Proposez-les de nouveau.",
  "It is too late to confirm these words. Propose them anew.":
    "Il est trop tard pour confirmer ces paroles. Proposez-les de nouveau.",
  "The store cannot be read at the moment.": "Les données ne peuvent pas être lues en ce moment.",
  "A camera or another peer failed.": "Une caméra ou un autre appareil a échoué.",
  "This is a fault of ours; the service's log has more.": "C'est une erreur de notre part\u00a0; le journal du service en dit plus.",
  "The request's path, query or body cannot be read.": "Le chemin, la requête ou le corps de la demande sont illisibles.",

  "The name or the password is wrong.": "Le nom ou le mot de passe est faux.",
  "That is not your present password.": "Ce n'est pas votre mot de passe actuel.",
  "A password has 12 to 128 characters. Take a short sentence.":
    "Un mot de passe a de 12 à 128 caractères. Prenez une courte phrase.",
  "The password repeats a few characters. Take a short sentence.":
    "Le mot de passe répète quelques caractères. Prenez une courte phrase.",
  "The password is hardly more than the name. Take a short sentence.":
    "Le mot de passe n'est guère plus que le nom. Prenez une courte phrase.",
  "That was asked for too often.": "Cela a été demandé trop souvent.",
  "You are not signed in.": "Vous n'êtes pas connecté.",
  "Sign in first, at /sign-in.": "Connectez-vous d'abord, à /sign-in.",
  "Your account has no right to this.": "Votre compte n'y a pas droit.",
  "There are no accounts here: [web] accounts is none.":
    "Il n'y a pas de comptes ici\u00a0: dans [web], accounts vaut none.",
  "This link has been used, was withdrawn or is too old.": "Ce lien a déjà servi, a été retiré ou est trop ancien.",
  "This link has been used, was withdrawn or is too old. Ask for another.":
    "Ce lien a déjà servi, a été retiré ou est trop ancien. Demandez-en un autre.",
  "There is an account of this name. Take another name.": "Il y a déjà un compte de ce nom. Prenez-en un autre.",
  "This passkey could not be checked. Try again.": "Cette clé d'accès n'a pas pu être vérifiée. Réessayez.",
  "This passkey is known already.": "Cette clé d'accès est déjà connue.",
  "This passkey is not known here.": "Cette clé d'accès n'est pas connue ici.",
  "An account has 20 passkeys at most. Remove one first.":
    "Un compte a 20 clés d'accès au plus. Supprimez-en d'abord une.",
  "That took too long. Try again.": "Cela a pris trop de temps. Réessayez.",
  "Hundreds of links are out already. Withdraw some, or wait until they end.":
    "Des centaines de liens sont déjà donnés. Retirez-en, ou attendez qu'ils expirent.",
  "There is no such account. Load the page again.": "Ce compte n'existe pas. Rechargez la page.",
  "Nobody could invite anybody any more. Make somebody else a steward first.":
    "Plus personne ne pourrait inviter qui que ce soit. Faites d'abord de quelqu'un d'autre un responsable.",
  "An account needs a role. Choose one at least.": "Un compte a besoin d'un rôle. Choisissez-en au moins un.",
  "Only residents can be shown some places and not others. Choose all places.":
    "Seuls les habitants peuvent voir certains lieux et pas d'autres. Choisissez tous les lieux.",
  "There is nothing of this number.": "Il n'y a rien de ce numéro.",

  "The channel is not configured any more.": "Le canal n'est plus configuré.",

  "Plates are not commissioned here.": "Ici, aucune image fixe n'est approuvée.",
  "There is no plate of this number: newer ones came, or a newer one was approved.":
    "Il n'y a pas d'image fixe de ce numéro\u00a0: de plus récentes sont venues, ou une plus récente a été approuvée.",
  "There is no candidate of this number.": "Il n'y a pas de proposition de ce numéro.",
  "There is no candidate #.": "Il n'y a pas de proposition #.",
  "There is no plate # any more.": "L'image fixe # n'existe plus.",
  "There is no plate # to retire.": "Il n'y a pas d'image fixe # à retirer.",
  "Plate # is commissioned by now.": "L'image fixe # est approuvée entre-temps.",
  "Plate # is retired by now.": "L'image fixe # est retirée entre-temps.",
  "Somebody has changed candidate # meanwhile.": "Quelqu'un a changé la proposition # entre-temps.",
  "Nothing of these cells of candidate # is visible or held back.":
    "De ces cellules de la proposition #, aucune n'est visible ni retenue.",
  "Nothing of these cells of candidate # is held back.": "De ces cellules de la proposition #, aucune n'est retenue.",
  "The store cannot be written at the moment, perhaps because its disk is full.":
    "Impossible d'écrire dans le stockage en ce moment, peut-être parce que son disque est plein.",

  "A zone needs a name of at most # letters, on one line.":
    "Une zone a besoin d'un nom de # lettres au plus, sur une ligne.",
  "Three corners at least are wanted, and there are #.": "Il faut au moins trois coins, et il y en a #.",
  "There are # corners, and # are the most; leave out those that lie on a straight line.":
    "Il y a # coins, et # sont le maximum\u00a0; omettez ceux qui sont sur une ligne droite.",
  "Corner # lies where corner # does; leave it out.":
    "Le coin # est au même endroit que le coin #\u00a0; omettez-le.",
  "Sides # and # cross or touch; give the corners in order around the place.":
    "Les côtés # et # se croisent ou se touchent\u00a0; donnez les coins dans l'ordre autour du lieu.",
  "This covers # of the 3600 cells of a view, and 6 are the least that can be judged; draw it larger.":
    "Cela couvre # des 3600 cellules d'une vue, et 6 sont le minimum pour juger\u00a0; dessinez-la plus grande.",
  "A staff has four corners, two at its upper and two at its lower end.":
    "Une échelle a quatre coins, deux à son bout supérieur et deux à son bout inférieur.",
  "Every mark must lie within the zone.": "Chaque repère doit se trouver dans la zone.",
  "A zone is blocked after \"30 s\" at least and \"60 min\" at most.":
    "Une zone est bloquée après «\u00a030 s\u00a0» au moins et «\u00a060 min\u00a0» au plus.",
  "A zone that is ignore must say when it was drawn, such as drawn = 2026-05-01.":
    "Une zone «\u00a0ignore\u00a0» doit dire quand elle a été dessinée, par exemple drawn = 2026-05-01.",
  "A zone that is private must say when it was drawn, such as drawn = 2026-05-01.":
    "Une zone «\u00a0private\u00a0» doit dire quand elle a été dessinée, par exemple drawn = 2026-05-01.",
  "A view has at most # zones, not #; join some.": "Une vue a au plus # zones, et non #\u00a0; réunissez-en.",
  "#% of the view is masked, where no hazard can be told":
    "#\u00a0% de la vue est masqué, et aucun danger ne peut y être annoncé",
};
