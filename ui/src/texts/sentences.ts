// SPDX-License-Identifier: Apache-2.0
// What the service says word for word, in English: these are as good as codes, so every catalogue has them.
// A test looks each up in the service's sources. "#" stands for a number, in the same order in every language.
export const SENTENCES = [
  // Of an incident's record: what led to a state.
  "seen long enough",
  "somebody was told",
  "grows worse",
  "nobody answers",
  "acknowledged",
  "certainly over",
  "not seen for long",
  "resolved by a person",
  "not a hazard",
  "unseen and unanswered for a day",
  // Why a camera is in trouble.
  "no picture comes",
  "the picture stands still, without even noise, or the same pictures come again",
  "the background's edges are gone and its contrast with them",
  "the view is as usual, its fine edges are gone",
  "the view is not where it was",
  "too dark to see anything",
  "fine detail has been fading for days",
  "the picture cannot be judged, or not whether the camera is covered or moved",
  // What came of a test.
  "It did not get there, and is tried again.",
  "It was sent. Nothing says whether it arrived.",
  "The other side has it.",
  "It was heard.",
  "It did not get there.",
  // What became of an announcement.
  "announcement proposed",
  "announcement confirmed",
  "announcement not confirmed in time",
  "stopped",
  // Why something could not be done.
  "There is no camera of this id.",
  "There is no incident of this number.",
  "There is no channel of this id.",
  "There is a channel of this id already.",
  "This channel stands in the configuration file: change it there.",
  "The service is busy and has not done it yet. Look again.",
  "There are no words to say. Write some.",
  "No loudspeaker would say it. Choose another place.",
  "There are no such words to confirm: they were said, or never proposed. Propose them anew.",
  "It is too late to confirm these words. Propose them anew.",
  "The store cannot be read at the moment.",
  "A camera or another peer failed.",
  "This is a fault of ours; the service's log has more.",
  "The request's path, query or body cannot be read.",
  // Why somebody was not let in, or an account not changed.
  "The name or the password is wrong.",
  "That is not your present password.",
  "A password has 12 to 128 characters. Take a short sentence.",
  "The password repeats a few characters. Take a short sentence.",
  "The password is hardly more than the name. Take a short sentence.",
  "That was asked for too often.",
  "You are not signed in.",
  "Sign in first, at /sign-in.",
  "Your account has no right to this.",
  "There are no accounts here: [web] accounts is none.",
  "This link has been used, was withdrawn or is too old.",
  "This link has been used, was withdrawn or is too old. Ask for another.",
  "There is an account of this name. Take another name.",
  "This passkey could not be checked. Try again.",
  "This passkey is known already.",
  "This passkey is not known here.",
  "An account has 20 passkeys at most. Remove one first.",
  "That took too long. Try again.",
  "Hundreds of links are out already. Withdraw some, or wait until they end.",
  "There is no such account. Load the page again.",
  "Nobody could invite anybody any more. Make somebody else a steward first.",
  "An account needs a role. Choose one at least.",
  "Only residents can be shown some places and not others. Choose all places.",
  "There is nothing of this number.",
  // Why a delivery did not arrive.
  "The channel is not configured any more.",
  // Why nothing was decided about a plate.
  "Plates are not commissioned here.",
  "There is no plate of this number: newer ones came, or a newer one was approved.",
  "There is no candidate of this number.",
  "There is no candidate #.",
  "There is no plate # any more.",
  "There is no plate # to retire.",
  "Plate # is commissioned by now.",
  "Plate # is retired by now.",
  "Somebody has changed candidate # meanwhile.",
  "Nothing of these cells of candidate # is visible or held back.",
  "Nothing of these cells of candidate # is held back.",
  "The store cannot be written at the moment, perhaps because its disk is full.",
  // What is wrong with a drawn zone.
  "A zone needs a name of at most # letters, on one line.",
  "Three corners at least are wanted, and there are #.",
  "There are # corners, and # are the most; leave out those that lie on a straight line.",
  "Corner # lies where corner # does; leave it out.",
  "Sides # and # cross or touch; give the corners in order around the place.",
  "This covers # of the 3600 cells of a view, and 6 are the least that can be judged; draw it larger.",
  "A staff has four corners, two at its upper and two at its lower end.",
  "Every mark must lie within the zone.",
  "A zone is blocked after \"30 s\" at least and \"60 min\" at most.",
  "A zone that is ignore must say when it was drawn, such as drawn = 2026-05-01.",
  "A zone that is private must say when it was drawn, such as drawn = 2026-05-01.",
  "A view has at most # zones, not #; join some.",
  "#% of the view is masked, where no hazard can be told",
] as const;
export type Sentence = (typeof SENTENCES)[number];
export type Sentences = Readonly<Record<Sentence, string>>;

const NUMBER = String.raw`(\d+(?:\.\d+)?)`;
const PATTERNS = SENTENCES.map((each) => {
  const plain = each.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return [each, new RegExp(`^${plain.replaceAll("#", NUMBER)}(?!\\w)`)] as const;
});

/** In words of ours, as far as they are known; what is left is the service's English. */
export function saidIn(sentences: Sentences, said: string): { readonly ours: string; readonly english: string } {
  let best: { readonly sentence: Sentence; readonly match: RegExpExecArray } | null = null;
  for (const [sentence, pattern] of PATTERNS) {
    const match = pattern.exec(said);
    if (match !== null && match[0].length > (best?.match[0].length ?? 0)) best = { sentence, match };
  }
  if (best === null) return { ours: "", english: said };
  const [known, ...numbers] = best.match;
  const ours = numbers.reduce((words, number) => words.replace("#", number), sentences[best.sentence]);
  return { ours, english: said.slice(known.length).trim() };
}
