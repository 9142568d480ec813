// SPDX-License-Identifier: Apache-2.0
// A choice as a form holds it. Pure.
import type { Choice, Kind } from "./desk";

export const KINDS: readonly Kind[] = ["fire", "water", "blocked", "camera"];

export interface Draft extends Omit<Choice, "hours"> {
  readonly isBetween: boolean;
  readonly from: string;
  readonly to: string;
}

const USUAL = { from: "07:00", to: "22:00" };

export function draftOf(kept: Choice | null, language: string): Draft {
  const choice = kept ?? { places: [], hazards: [], hours: "", language, exercises: false };
  const [from = USUAL.from, to = USUAL.to] = choice.hours === "" ? [] : choice.hours.split("-");
  const { places, hazards, exercises } = choice;
  return { places, hazards, exercises, language: choice.language, isBetween: choice.hours !== "", from, to };
}

/** Null where the hours begin when they end, or are not whole. */
export function choiceOf(draft: Draft): Choice | null {
  const { places, hazards, isBetween, from, to, language, exercises } = draft;
  if (isBetween && (from === to || !isTime(from) || !isTime(to))) return null;
  return { places, hazards, hours: isBetween ? `${from}-${to}` : "", language, exercises };
}

function isTime(text: string): boolean {
  return /^\d\d:\d\d$/.test(text);
}

/** With the element if it is not there, without it if it is; in the order of `all`. */
export function toggled<T>(some: readonly T[], element: T, all: readonly T[]): readonly T[] {
  return all.filter((each) => (each === element ? !some.includes(each) : some.includes(each)));
}
