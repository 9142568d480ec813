// SPDX-License-Identifier: Apache-2.0
// What is on a television. In: cameras, incidents, a choice, a moment. Out: pages, and which alarm has the screen.
import { mayAcknowledge } from "../alarms/words";
import type { Incident } from "../alarms/wire";

export const CHOICES = [1, 4, 9] as const;
export type Places = (typeof CHOICES)[number];
export const TURN_MS = 15_000;
/** How long one of several alarms has the screen. */
const CALL_MS = 5_000;

export interface Choice {
  readonly places: Places;
  readonly turnMs: number;
}

/** What the address asks for, such as "?places=9&turn=30" (seconds); `kept` stands where it asks for no number of places. */
export function choiceOf(query: string, kept: string | null): Choice {
  const asked = new URLSearchParams(query);
  const places = placesOf(asked.get("places")) ?? placesOf(kept) ?? 4;
  const seconds = Number.parseInt(asked.get("turn") ?? "", 10);
  return { places, turnMs: seconds >= 3 && seconds <= 3600 ? seconds * 1000 : TURN_MS };
}

function placesOf(word: string | null): Places | undefined {
  return CHOICES.find((each) => String(each) === word);
}

export function pagesOf(count: number, places: Places): number {
  return Math.max(1, Math.ceil(count / places));
}

/** A page counted from 0; beyond either end it is the one at the other. */
export function turned(page: number, by: number, pages: number): number {
  return (((page + by) % pages) + pages) % pages;
}

/** One incident at one place. */
export interface Calling {
  readonly incident: Incident;
  readonly name: string;
}

/** What nobody has answered for, each at each of its places; an exercise only where nothing real calls.
 * A camera that is lost or covered calls nobody to a screen: its tile and the line above say it. */
export function callings(incidents: readonly Incident[]): readonly Calling[] {
  const open = incidents.filter((each) => mayAcknowledge(each) && each.kind !== "camera");
  const real = open.filter(({ drill }) => !drill);
  return (real.length > 0 ? real : open).flatMap((incident) => incident.where.map((name) => ({ incident, name })));
}

/** Which of several has the screen at a moment. */
export function onScreen(all: readonly Calling[], nowMs: number): Calling | undefined {
  return all[Math.floor(nowMs / CALL_MS) % Math.max(1, all.length)];
}

/** Where an arrow leads among `count` tiles and the controls below them, or past the page's ends. */
export type Step =
  | { readonly to: "tile"; readonly index: number }
  | { readonly to: "control"; readonly index: number }
  | { readonly to: "page"; readonly by: 1 | -1 };

/** What a key means where lines run from the right: the arrows follow what is seen. */
export function inLine(key: string, direction: "ltr" | "rtl"): string {
  if (direction === "ltr") return key;
  return key === "ArrowLeft" ? "ArrowRight" : key === "ArrowRight" ? "ArrowLeft" : key;
}

/** `index` of the tile that has the focus, -1 for none; `columns` to a row. */
export function stepFromTile(key: string, index: number, count: number, columns: number): Step | null {
  if (!key.startsWith("Arrow") || count === 0) return null;
  if (index < 0) return { to: "tile", index: 0 };
  if (key === "ArrowLeft") return index === 0 ? { to: "page", by: -1 } : { to: "tile", index: index - 1 };
  if (key === "ArrowRight") return index === count - 1 ? { to: "page", by: 1 } : { to: "tile", index: index + 1 };
  if (key === "ArrowUp") return index < columns ? null : { to: "tile", index: index - columns };
  return index + columns < count ? { to: "tile", index: index + columns } : { to: "control", index: 0 };
}

export function stepFromControl(key: string, index: number, controls: number, tiles: number): Step | null {
  if (key === "ArrowUp") return tiles === 0 ? null : { to: "tile", index: tiles - 1 };
  const next = index + (key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0);
  return next !== index && next >= 0 && next < controls ? { to: "control", index: next } : null;
}

/** What remote controls send for "back". */
export const isBack = (key: string): boolean => ["Escape", "GoBack", "BrowserBack", "Backspace"].includes(key);
