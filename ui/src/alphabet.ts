// SPDX-License-Identifier: Apache-2.0
// The words of the scene map, of hazards and of connections, in the order of their codes
// (docs/design/scene-map.md), and the colour of each state.

export const STATES = [
  "unknown",
  "clear",
  "changed",
  "flame",
  "smoke",
  "water",
  "blocked",
  "lively",
] as const;
export type State = (typeof STATES)[number];

export const HAZARDS = [
  "flame",
  "smoke",
  "water",
  "blocked",
  "lost",
  "frozen",
  "covered",
  "defocused",
  "moved",
  "dark",
  "dirty",
  "degraded",
] as const;
export type Hazard = (typeof HAZARDS)[number];

/** Dangers to a place; the other hazards say that a camera cannot be trusted. */
const PLACE_HAZARDS: readonly Hazard[] = ["flame", "smoke", "water", "blocked"];

export const CONNECTIONS = ["connecting", "streaming", "stalled", "waiting", "ended"] as const;
export type Connection = (typeof CONNECTIONS)[number];

// The four dangers are from the palette of Okabe and Ito ("Color Universal Design", 2008), chosen to
// differ in lightness too: relative luminance 0.24, 0.74, 0.41, 0.29. Black text on each has at least 5:1.
export const COLOURS: Record<State, string> = {
  unknown: "#8d9399",
  clear: "transparent",
  changed: "#3b4856",
  flame: "#d55e00",
  smoke: "#f0e442",
  water: "#56b4e9",
  blocked: "#cc79a7",
  lively: "transparent",
};

export function isHazard(word: string): word is Hazard {
  return (HAZARDS as readonly string[]).includes(word);
}

export function isPlaceHazard(hazard: Hazard): boolean {
  return PLACE_HAZARDS.includes(hazard);
}

/** Whether a hazard has cells of its own on the map. */
export function isState(hazard: Hazard): hazard is Hazard & State {
  return (STATES as readonly string[]).includes(hazard);
}

/** The open hazards of a tile's bits, dangers to the place first. */
export function openHazards(bits: number): Hazard[] {
  return HAZARDS.filter((_, index) => ((bits >> index) & 1) === 1);
}
