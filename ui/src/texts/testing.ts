// SPDX-License-Identifier: Apache-2.0
// What the tests of catalogues share: their words by path, and what is put into them.

export type Leaf = string | ((...given: unknown[]) => string);
export type Entry = readonly [path: string, leaf: Leaf];

export const COUNTS = [0, 1, 2, 3, 7, 11, 42, 100, 101];

/** All words of a catalogue by their paths, such as "problem.status". */
export function entries(words: object, before = ""): Entry[] {
  return Object.entries(words).flatMap(([key, each]): Entry[] => {
    const path = `${before}${key}`;
    return typeof each === "object" ? entries(each as object, `${path}.`) : [[path, each as Leaf]];
  });
}

export const name = (path: string) => path.split(".").pop() ?? "";
/** Isolates are no words. */
export const plain = (words: string) => words.replaceAll(/[\u2066-\u2069]/g, "");
export const marks = (words: string) => [...words.matchAll(/«\d»/g)].map(String).sort();
