// SPDX-License-Identifier: Apache-2.0
// A tile in words. In: how it stands. Out: what is written over it, under it, and what is read aloud.
import { isPlaceHazard, openHazards, type Hazard } from "../alphabet";
import type { PlateStanding } from "../plates";
import { text } from "../text";
import { since } from "../times";
import { someCell } from "../wire";
import type { Received, Standing } from "../live/watchdog";

/** What lies over the picture; null where the picture speaks for itself. `note` is smaller and stays below. */
export interface Overlay {
  readonly words: string;
  readonly detail: string | null;
  readonly isNote: boolean;
}

export function overlayOf(state: Standing, last: Received | undefined, plate: PlateStanding | null, nowMs: number): Overlay | null {
  switch (state.kind) {
    case "waiting":
      return { words: text.loading, detail: null, isNote: true };
    case "silent":
      return { words: noPicture(state.sinceMs, nowMs), detail: text.noWord, isNote: false };
    case "no-picture":
      return { words: noPicture(state.sinceMs, nowMs), detail: connectionWords(last), isNote: false };
    case "unknown":
      return { words: text.allUnknown, detail: null, isNote: false };
    case "no-plate":
      // Beside painted hazards the note is short, so that it covers none of them.
      return { words: hasPaint(last) ? text.noPlateShort : text.noPlate, detail: null, isNote: true };
    case "live":
      return plate === null || plate.kind === "here"
        ? null
        : { words: plate.kind === "failed" ? text.plateFailed : text.plateLoading, detail: null, isNote: true };
  }
}

/** The age of the newest frame, where there is a picture. */
export function ageOf(state: Standing): string {
  return "ageMs" in state && state.ageMs !== null ? text.age(state.ageMs) : "";
}

/** How well a camera guards its place: "cannot see" is never "all clear". */
export type Watch = "watching" | "degraded" | "blind";

/** Without a picture, or with these, a fire in the middle of the view would not be seen. */
const BLIND: readonly Hazard[] = ["lost", "frozen", "covered", "dark"];

/** As in src/hearthwatch/model/watching.py; null until the service has said anything. The reasons are hazards' words and the overlay. */
export function watchOf(state: Standing, bits: number): Watch | null {
  if (state.kind === "waiting") return null;
  const hazards = openHazards(bits);
  if (state.kind === "silent" || state.kind === "no-picture" || hazards.some((each) => BLIND.includes(each))) return "blind";
  return state.kind !== "live" || hazards.some((each) => !isPlaceHazard(each)) ? "degraded" : "watching";
}

/** Name and state: hazards first, then whether there is a picture. Without ages: those would never be silent. */
export function spokenTile(name: string, state: Standing, last: Received | undefined, nowMs: number): string {
  const hazards = openHazards(last?.tile.hazards ?? 0).map(text.hazard);
  const watch = watchOf(state, last?.tile.hazards ?? 0);
  const watched = watch === null ? [] : [text[watch]];
  return `${name}${text.colon}${text.join([...hazards, ...spokenState(state, last, nowMs), ...watched])}`;
}

function spokenState(state: Standing, last: Received | undefined, nowMs: number): string[] {
  switch (state.kind) {
    case "waiting":
      return [text.loading];
    case "silent":
      return [noPicture(state.sinceMs, nowMs), text.noWord];
    case "no-picture":
      return [noPicture(state.sinceMs, nowMs), connectionWords(last) ?? ""].filter((words) => words !== "");
    case "unknown":
      return [text.allUnknown];
    case "no-plate":
      return [text.noPlateShort];
    case "live":
      return [text.live];
  }
}

function hasPaint(last: Received | undefined): boolean {
  return last !== undefined && someCell(last.tile.packed, (code) => code !== 0);
}

function noPicture(sinceMs: number | null, nowMs: number): string {
  return sinceMs === null ? text.noPicture : text.noPictureSince(since(sinceMs, nowMs, text.locale));
}

function connectionWords(last: Received | undefined): string | null {
  const connection = last?.tile.connection;
  return connection === undefined || connection === "streaming" ? null : text.connection(connection);
}
