// SPDX-License-Identifier: Apache-2.0
// What the service says word for word, in German.
import type { Sentences } from "../sentences";

export const sentences: Sentences = {
  "seen long enough": "lange genug gesehen",
  "somebody was told": "jemand wurde benachrichtigt",
  "grows worse": "wird schlimmer",
  "nobody answers": "niemand antwortet",
  acknowledged: "jemand kümmert sich",
  "certainly over": "sicher vorbei",
  "not seen for long": "lange nicht gesehen",
  "resolved by a person": "von Hand beendet",
  "not a hazard": "keine Gefahr",
  "unseen and unanswered for a day": "einen Tag lang nicht gesehen und ohne Antwort",

  "no picture comes": "es kommt kein Bild",
  "the picture stands still, without even noise, or the same pictures come again":
    "das Bild steht still, sogar ohne Rauschen, oder dieselben Bilder kommen wieder",
  "the background's edges are gone and its contrast with them":
    "die Kanten des Hintergrunds sind verschwunden und mit ihnen sein Kontrast",
  "the view is as usual, its fine edges are gone": "der Ausschnitt ist wie immer, seine feinen Kanten sind verschwunden",
  "the view is not where it was": "der Ausschnitt ist nicht mehr, wo er war",
  "too dark to see anything": "zu dunkel, um etwas zu sehen",
  "fine detail has been fading for days": "feine Einzelheiten schwinden seit Tagen",
  "the picture cannot be judged, or not whether the camera is covered or moved":
    "das Bild lässt sich nicht beurteilen, oder nicht, ob die Kamera verdeckt oder verschoben ist",

  "It did not get there, and is tried again.": "Es kam nicht an und wird wieder versucht.",
  "It was sent. Nothing says whether it arrived.": "Es wurde gesendet. Ob es ankam, ist nicht bekannt.",
  "The other side has it.": "Die Gegenseite hat es.",
  "It was heard.": "Es wurde gehört.",
  "It did not get there.": "Es kam nicht an.",

  "announcement proposed": "Durchsage vorgeschlagen",
  "announcement confirmed": "Durchsage bestätigt",
  "announcement not confirmed in time": "Durchsage nicht rechtzeitig bestätigt",
  stopped: "angehalten",

  "There is no camera of this id.": "Es gibt keine Kamera mit dieser Kennung.",
  "There is no incident of this number.": "Es gibt keinen Vorfall mit dieser Nummer.",
  "There is no channel of this id.": "Es gibt keinen Kanal mit dieser Kennung.",
  "There is a channel of this id already.": "Es gibt schon einen Kanal mit dieser Kennung.",
  "This channel stands in the configuration file: change it there.":
    "Dieser Kanal steht in der Konfigurationsdatei: Ändern Sie ihn dort.",
  "The service is busy and has not done it yet. Look again.":
    "Der Dienst ist beschäftigt und hat es noch nicht getan. Sehen Sie noch einmal nach.",
  "There are no words to say. Write some.": "Es gibt nichts zu sagen. Schreiben Sie etwas.",
  "No loudspeaker would say it. Choose another place.": "Kein Lautsprecher würde es sagen. Wählen Sie einen anderen Ort.",
  "There are no such words to confirm: they were said, or never proposed. Propose them anew.":
    "Diese Worte gibt es nicht zu bestätigen: Sie wurden gesagt oder nie vorgeschlagen. Schlagen Sie sie neu vor.",
  "It is too late to confirm these words. Propose them anew.":
    "Es ist zu spät, diese Worte zu bestätigen. Schlagen Sie sie neu vor.",
  "The store cannot be read at the moment.": "Der Speicher kann im Moment nicht gelesen werden.",
  "A camera or another peer failed.": "Eine Kamera oder eine andere Gegenstelle hat versagt.",
  "This is a fault of ours; the service's log has more.": "Das ist unser Fehler; mehr steht im Protokoll des Dienstes.",
  "The request's path, query or body cannot be read.": "Pfad, Abfrage oder Inhalt der Anfrage sind nicht lesbar.",

  "The name or the password is wrong.": "Der Name oder das Passwort ist falsch.",
  "That is not your present password.": "Das ist nicht Ihr jetziges Passwort.",
  "A password has 12 to 128 characters. Take a short sentence.":
    "Ein Passwort hat 12 bis 128 Zeichen. Nehmen Sie einen kurzen Satz.",
  "The password repeats a few characters. Take a short sentence.":
    "Das Passwort wiederholt wenige Zeichen. Nehmen Sie einen kurzen Satz.",
  "The password is hardly more than the name. Take a short sentence.":
    "Das Passwort ist kaum mehr als der Name. Nehmen Sie einen kurzen Satz.",
  "That was asked for too often.": "Das wurde zu oft versucht.",
  "You are not signed in.": "Sie sind nicht angemeldet.",
  "Sign in first, at /sign-in.": "Melden Sie sich zuerst unter /sign-in an.",
  "Your account has no right to this.": "Ihr Konto hat kein Recht darauf.",
  "There are no accounts here: [web] accounts is none.": "Hier gibt es keine Konten: In [web] ist accounts none.",
  "This link has been used, was withdrawn or is too old.":
    "Dieser Link wurde schon benutzt, zurückgezogen oder ist zu alt.",
  "This link has been used, was withdrawn or is too old. Ask for another.":
    "Dieser Link wurde schon benutzt, zurückgezogen oder ist zu alt. Bitten Sie um einen anderen.",
  "There is an account of this name. Take another name.":
    "Es gibt schon ein Konto mit diesem Namen. Nehmen Sie einen anderen.",
  "This passkey could not be checked. Try again.":
    "Dieser Passkey konnte nicht geprüft werden. Versuchen Sie es noch einmal.",
  "This passkey is known already.": "Dieser Passkey ist schon bekannt.",
  "This passkey is not known here.": "Dieser Passkey ist hier nicht bekannt.",
  "An account has 20 passkeys at most. Remove one first.":
    "Ein Konto hat höchstens 20 Passkeys. Entfernen Sie zuerst einen.",
  "That took too long. Try again.": "Das hat zu lange gedauert. Versuchen Sie es noch einmal.",
  "Hundreds of links are out already. Withdraw some, or wait until they end.":
    "Es sind schon Hunderte Links vergeben. Ziehen Sie einige zurück, oder warten Sie, bis sie ablaufen.",
  "There is no such account. Load the page again.": "Dieses Konto gibt es nicht. Laden Sie die Seite neu.",
  "Nobody could invite anybody any more. Make somebody else a steward first.":
    "Niemand könnte mehr jemanden einladen. Geben Sie zuerst jemand anderem die Verwaltung.",
  "An account needs a role. Choose one at least.": "Ein Konto braucht eine Rolle. Wählen Sie mindestens eine.",
  "Only residents can be shown some places and not others. Choose all places.":
    "Nur Bewohnern können manche Orte gezeigt werden und andere nicht. Wählen Sie alle Orte.",
  "There is nothing of this number.": "Unter dieser Nummer gibt es nichts.",

  "The channel is not configured any more.": "Der Kanal ist nicht mehr eingerichtet.",

  "Plates are not commissioned here.": "Hier werden keine Standbilder freigegeben.",
  "There is no plate of this number: newer ones came, or a newer one was approved.":
    "Es gibt kein Standbild mit dieser Nummer: Es kamen neuere, oder ein neueres wurde freigegeben.",
  "There is no candidate of this number.": "Es gibt keinen Vorschlag mit dieser Nummer.",
  "There is no candidate #.": "Es gibt keinen Vorschlag #.",
  "There is no plate # any more.": "Das Standbild # gibt es nicht mehr.",
  "There is no plate # to retire.": "Es gibt kein Standbild #, das zurückgezogen werden kann.",
  "Plate # is commissioned by now.": "Das Standbild # ist inzwischen freigegeben.",
  "Plate # is retired by now.": "Das Standbild # ist inzwischen zurückgezogen.",
  "Somebody has changed candidate # meanwhile.": "Jemand hat den Vorschlag # inzwischen geändert.",
  "Nothing of these cells of candidate # is visible or held back.":
    "Von diesen Zellen des Vorschlags # ist nichts sichtbar oder zurückgehalten.",
  "Nothing of these cells of candidate # is held back.":
    "Von diesen Zellen des Vorschlags # ist nichts zurückgehalten.",
  "The store cannot be written at the moment, perhaps because its disk is full.":
    "In den Speicher kann im Moment nicht geschrieben werden, vielleicht weil der Datenträger voll ist.",

  "A zone needs a name of at most # letters, on one line.":
    "Eine Zone braucht einen Namen von höchstens # Zeichen, in einer Zeile.",
  "Three corners at least are wanted, and there are #.": "Mindestens drei Ecken sind nötig, und es sind #.",
  "There are # corners, and # are the most; leave out those that lie on a straight line.":
    "Es sind # Ecken, höchstens # sind möglich; lassen Sie die weg, die auf einer geraden Linie liegen.",
  "Corner # lies where corner # does; leave it out.":
    "Die Ecke # liegt dort, wo die Ecke # liegt; lassen Sie sie weg.",
  "Sides # and # cross or touch; give the corners in order around the place.":
    "Die Seiten # und # kreuzen oder berühren sich; setzen Sie die Ecken der Reihe nach um den Ort.",
  "This covers # of the 3600 cells of a view, and 6 are the least that can be judged; draw it larger.":
    "Das bedeckt # der 3600 Zellen eines Ausschnitts, und mindestens 6 sind nötig, um etwas zu beurteilen; zeichnen Sie sie größer.",
  "A staff has four corners, two at its upper and two at its lower end.":
    "Eine Pegellatte hat vier Ecken, zwei an ihrem oberen und zwei an ihrem unteren Ende.",
  "Every mark must lie within the zone.": "Jede Marke muss in der Zone liegen.",
  "A zone is blocked after \"30 s\" at least and \"60 min\" at most.":
    "Eine Zone ist frühestens nach „30 s“ und spätestens nach „60 min“ versperrt.",
  "A zone that is ignore must say when it was drawn, such as drawn = 2026-05-01.":
    "Eine Zone der Art „ignore“ muss sagen, wann sie gezeichnet wurde, etwa drawn = 2026-05-01.",
  "A zone that is private must say when it was drawn, such as drawn = 2026-05-01.":
    "Eine Zone der Art „private“ muss sagen, wann sie gezeichnet wurde, etwa drawn = 2026-05-01.",
  "A view has at most # zones, not #; join some.":
    "Ein Ausschnitt hat höchstens # Zonen, nicht #; fassen Sie einige zusammen.",
  "#% of the view is masked, where no hazard can be told":
    "#\u00a0% des Ausschnitts sind maskiert, dort kann keine Gefahr gemeldet werden",
};
