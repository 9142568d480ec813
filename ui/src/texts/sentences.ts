// SPDX-License-Identifier: Apache-2.0
// What the service says word for word, in English: these are as good as codes, so every catalogue has them.
// A test looks each up in the service's sources.
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
] as const;
export type Sentence = (typeof SENTENCES)[number];
export type Sentences = Readonly<Record<Sentence, string>>;

/** In words of ours, as far as they are known; what is left is the service's English. */
export function saidIn(sentences: Sentences, said: string): { readonly ours: string; readonly english: string } {
  const known = SENTENCES.filter((each) => said.startsWith(each) && !/\w/.test(said.charAt(each.length)));
  const longest = known.reduce<Sentence | "">((best, each) => (each.length > best.length ? each : best), "");
  return longest === "" ? { ours: "", english: said } : { ours: sentences[longest], english: said.slice(longest.length).trim() };
}
