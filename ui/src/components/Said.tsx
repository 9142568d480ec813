// SPDX-License-Identifier: Apache-2.0
// What the service says in English: in the reader's language as far as it is known word for word, else marked as English.
import { text } from "../text";
import { en } from "../texts/en";
import { saidIn } from "../texts/sentences";

/** Stands for what is said while a sentence is put around it: no text has this character. */
const MARK = "\ufffc";

export function Said({ words }: { readonly words: string }) {
  const own = ownProblem(words);
  if (own !== null) return <>{own}</>;
  const { ours, english } = saidIn(text.sentences, words);
  return (
    <>
      {ours}
      {ours !== "" && english !== "" && !/^[,;:.]/.test(english) && " "}
      {english !== "" && <span lang="en" dir="auto">{english}</span>}
    </>
  );
}

interface AroundProps {
  /** A sentence of the catalogue that has what was said within it. */
  readonly sentence: (said: string) => string;
  readonly said: string;
}

export function Around({ sentence, said }: AroundProps) {
  const [before, after] = sentence(MARK).split(MARK);
  return (
    <>
      {before}
      <Said words={said} />
      {after}
    </>
  );
}

/** What `api.ts` itself has to say, which it says in English. */
function ownProblem(words: string): string | null {
  if (words === en.problem.unreachable) return text.problem.unreachable;
  if (words === en.problem.unreadable) return text.problem.unreadable;
  const status = /^the service answered (\d+)\.$/.exec(words)?.[1];
  return status === undefined ? null : text.problem.status(Number(status));
}
